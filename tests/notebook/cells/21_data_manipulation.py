# %% 2.1.1.a
x = torch.arange(12, dtype=torch.float32)
x
# %% 2.1.1.b
x.numel()
# %% 2.1.1.c
x.shape
# %% 2.1.1.d
X = x.reshape(3, 4)
X
# %% 2.1.1.e
X.shape
# %% 2.1.1.f
X = x.reshape(-1, 4)
X
# %% 2.1.1.g
torch.zeros((2, 3, 4))
# %% 2.1.1.h
torch.ones((2, 3, 4))
# %% 2.1.1.i
torch.manual_seed(0)
torch.randn(3, 4)
# %% 2.1.1.j
torch.tensor([[2, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]])
# %% 2.1.1.k
X
# %% 2.1.2.a
X[-1], X[1:3]
# %% 2.1.2.b
X[1, 2] = 17
X
# %% 2.1.2.c
X[:2, :] = 12
X
# %% 2.1.3.a
torch.exp(x)
# %% 2.1.3.b
x = torch.tensor([1.0, 2, 4, 8])
y = torch.tensor([2, 2, 2, 2])
x + y, x - y, x * y, x / y, x ** y
# %% 2.1.3.c
X = torch.arange(12, dtype=torch.float32).reshape((3, 4))
Y = torch.tensor([[2.0, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]])
torch.cat((X, Y), dim=0), torch.cat((X, Y), dim=1)
# %% 2.1.3.d
X == Y
# %% 2.1.3.e
X.sum()
# %% 2.1.4.a
a = torch.arange(3).reshape((3, 1))
b = torch.arange(2).reshape((1, 2))
a, b
# %% 2.1.4.b
a + b
# %% 2.1.5.a
before = id(Y)
Y = Y + X
id(Y) == before
# %% 2.1.5.b
Z = torch.zeros_like(Y)
print('id(Z):', pattern(r'\d+'))
Z[:] = X + Y
print('id(Z):', pattern(r'\d+'))
# %% 2.1.5.c
before = id(X)
X += Y
id(X) == before
# %% 2.1.6.a
A = X.numpy()
B = X.clone().numpy()
A[0, 0] = -1
B[0, 0] = 5
int(X[0, 0]), int(A[0, 0]), int(B[0, 0])
# %% 2.1.6.b
a = torch.tensor([3.5])
a, a.item(), float(a), int(a)
# %% 2.1.7.a
print('weft.twos is not a function')
# %% 2.1.7.b
x = torch.arange(12, dtype=torch.float32)
X = x.reshape(3, -1)
X[1, 1] = 0
print(x)
# %% 2.1.7.c
copy = x.clone()
copy[0] = 100
x[0], copy[0]
