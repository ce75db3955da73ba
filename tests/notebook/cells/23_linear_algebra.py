# %% 2.3.1.a
x = torch.tensor(3.0)
y = torch.tensor(2.0)
x + y, x * y, x / y, x ** y
# %% 2.3.2.a
x = torch.arange(3)
x
# %% 2.3.2.b
x[2]
# %% 2.3.2.c
len(x)
# %% 2.3.2.d
x.shape
# %% 2.3.3.a
A = torch.arange(6).reshape(3, 2)
A
# %% 2.3.3.b
A.T
# %% 2.3.3.c
A = torch.tensor([[1, 2, 3], [2, 0, 4], [3, 4, 5]])
A == A.T
# %% 2.3.4.a
torch.arange(24).reshape(2, 3, 4)
# %% 2.3.5.a
A = torch.arange(6, dtype=torch.float32).reshape(2, 3)
B = A.clone()
A, A + B
# %% 2.3.5.b
A * B
# %% 2.3.5.c
a = 2
X = torch.arange(24).reshape(2, 3, 4)
a + X, (a * X).shape
# %% 2.3.6.a
x = torch.arange(3, dtype=torch.float32)
x, x.sum()
# %% 2.3.6.b
A.shape, A.sum()
# %% 2.3.6.c
A.shape, A.sum(axis=0).shape
# %% 2.3.6.d
A.shape, A.sum(axis=1).shape
# %% 2.3.6.e
A.sum(axis=[0, 1]) == A.sum()
# %% 2.3.6.f
A.mean(), A.sum() / A.numel()
# %% 2.3.6.g
A.mean(axis=0), A.sum(axis=0) / A.shape[0]
# %% 2.3.7.a
sum_A = A.sum(axis=1, keepdims=True)
sum_A, sum_A.shape
# %% 2.3.7.b
A / sum_A
# %% 2.3.7.c
A.cumsum(axis=0)
# %% 2.3.8.a
y = torch.ones(3, dtype=torch.float32)
x, y, torch.dot(x, y)
# %% 2.3.8.b
torch.sum(x * y)
# %% 2.3.9.a
A.shape, x.shape, torch.mv(A, x), A @ x
# %% 2.3.10.a
B = torch.ones(3, 4)
torch.mm(A, B), A @ B
# %% 2.3.11.a
u = torch.tensor([3.0, -4.0])
torch.norm(u)
# %% 2.3.11.b
torch.abs(u).sum()
# %% 2.3.11.c
torch.norm(torch.ones(4, 9))
# %% 2.3.12.a
C = torch.ones(3, 2)
print(len(C), str(C.shape)[6:])
