# %% 5.1.1.a
torch.manual_seed(0)
X = torch.randn(2, 4, dtype=torch.float64)
W1 = torch.randn(4, 3, dtype=torch.float64)
W2 = torch.randn(3, 2, dtype=torch.float64)
torch.allclose(X @ W1 @ W2, X @ (W1 @ W2))
# %% 5.1.2.a
x = torch.arange(-8.0, 8.0, 0.1, requires_grad=True)
y = torch.relu(x)
plot(x.detach(), y.detach(), 'x', 'relu(x)')
# %% 5.1.2.b
y.backward(torch.ones_like(x), retain_graph=True)
plot(x.detach(), x.grad, 'x', 'grad of relu')
# %% 5.1.2.c
y = torch.prelu(x, torch.tensor([0.25]))
plot(x.detach(), y.detach(), 'x', 'prelu(x)')
# %% 5.1.2.d
x.grad.data.zero_()
y.backward(torch.ones_like(x), retain_graph=True)
plot(x.detach(), x.grad, 'x', 'grad of prelu')
# %% 5.1.2.e
y = torch.sigmoid(x)
plot(x.detach(), y.detach(), 'x', 'sigmoid(x)')
# %% 5.1.2.f
x.grad.data.zero_()
y.backward(torch.ones_like(x), retain_graph=True)
plot(x.detach(), x.grad, 'x', 'grad of sigmoid')
# %% 5.1.2.g
y = torch.tanh(x)
plot(x.detach(), y.detach(), 'x', 'tanh(x)')
# %% 5.1.2.h
x.grad.data.zero_()
y.backward(torch.ones_like(x), retain_graph=True)
plot(x.detach(), x.grad, 'x', 'grad of tanh')
# %% 5.1.3.a
t = x.detach().double()
torch.allclose(torch.tanh(t) + 1, 2 * torch.sigmoid(2 * t))
