# %% 3.1.1.a
torch.manual_seed(0)
w, b = torch.tensor([2, -3.4]), 4.2
data_X = torch.randn(2000, 2)
data_y = torch.matmul(data_X, w.reshape(-1, 1)) + b + torch.randn(2000, 1) * 0.01
guess = torch.matmul(data_X, torch.tensor([[1.0], [-3.0]])) + 4
guess.shape
# %% 3.1.1.b
def squared_loss(y_hat, y):
    return (y_hat - y) ** 2 / 2
squared_loss(guess, data_y).mean()
# %% 3.1.1.c
X = torch.cat([data_X, torch.ones(2000, 1)], 1)
torch.linalg.lstsq(X.double(), data_y.double()).solution.reshape(-1).float()
# %% 3.1.1.d
w = torch.zeros(2, 1, requires_grad=True)
rows = torch.randperm(2000)[:32]
before = squared_loss(data_X[rows] @ w, data_y[rows]).mean()
before.backward()
with torch.no_grad():
    w -= 0.03 * w.grad
after = squared_loss(data_X[rows] @ w, data_y[rows]).mean()
after.item() < before.item()
# %% 3.1.2.a
n = 10000
a = torch.ones(n)
b = torch.ones(n)
# %% 3.1.2.b
import time
c = torch.zeros(n)
t = time.time()
for i in range(n):
    c[i] = a[i] + b[i]
loop = time.time() - t
print(pattern(r'\d+\.\d+'), 'sec')
# %% 3.1.2.c
t = time.time()
d = a + b
vectorized = time.time() - t
print(pattern(r'\d+\.\d+'), 'sec')
# %% 3.1.2.d
torch.equal(c, d), loop > vectorized
# %% 3.1.3.a
import math
import numpy as np
def normal(x, mu, sigma):
    p = 1 / math.sqrt(2 * math.pi * sigma ** 2)
    return p * np.exp(-0.5 * (x - mu) ** 2 / sigma ** 2)
# %% 3.1.3.b
x = np.arange(-7, 7, 0.01)
params = [(0, 1), (0, 2), (3, 1)]
plot(x, [normal(x, mu, sigma) for mu, sigma in params], 'x', 'p(x)',
     [f'mean {mu}, std {sigma}' for mu, sigma in params])
