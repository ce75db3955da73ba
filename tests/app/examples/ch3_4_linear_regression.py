# 3.4 with a seed and without d2l: epochs of batches that are slices of randperm(1000). Then the book's
# concise version and its solution in closed form. The figure is a file.
# %%
import torch
from torch import nn

torch.manual_seed(0)
w = torch.normal(0, 0.01, (2, 1), requires_grad=True)
b = torch.zeros(1, requires_grad=True)
true_w, true_b = torch.tensor([2, -3.4]), 4.2
X = torch.randn(2000, 2)
noise = torch.randn(2000, 1) * 0.01
y = torch.matmul(X, true_w.reshape((-1, 1))) + true_b + noise


def fit(parameters, loss):
    for _ in range(3):
        order = torch.randperm(1000)
        for i in range(0, 1000, 32):
            rows = order[i:i + 32]
            l = loss(X[rows], y[rows])
            for param in parameters():
                param.grad = None
            l.backward()
            with torch.no_grad():
                for param in parameters():
                    param -= 0.03 * param.grad


def print_errors(w, b):
    print(f'error in estimating w: {true_w - w.reshape(true_w.shape)}')
    print(f'error in estimating b: {true_b - b}')
# %%
fit(lambda: [w, b], lambda X, y: ((torch.matmul(X, w) + b - y) ** 2 / 2).mean())
with torch.no_grad():
    print_errors(w, b)
print('{{.*}}linear_regression.svg')
# %%
net = nn.LazyLinear(1)
fit(lambda: list(net.parameters()), lambda X, y: nn.functional.mse_loss(net(X), y))
print_errors(net.weight.data, net.bias.data)
# %%
A = torch.cat((X, torch.ones(2000, 1)), 1).double()
solution = torch.linalg.lstsq(A, y.double()).solution.float().reshape(-1)
print_errors(solution[:2], solution[2:])
