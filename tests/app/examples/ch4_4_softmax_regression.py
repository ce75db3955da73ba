# 4.2 and 4.4 with a seed. What depends on the data, which need not be the real ones, is a pattern;
# figures are files.
# %%
import torch

print(r'{{(no data found: everything below is computed from the synthetic set\n)?}}({{\d+}}, {{\d+}})')
X, y = torch.zeros(64, 1, 32, 32), torch.zeros(64, dtype=torch.int64)
X.shape, X.dtype, y.shape, y.dtype
# %%
print(r'{{\d+\.\d\d}} sec')
print('{{.*}}fashion_mnist.svg')
# %%
torch.manual_seed(0)
X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
X.sum(0, keepdims=True), X.sum(1, keepdims=True)
# %%
def softmax(X):
    X_exp = torch.exp(X)
    partition = X_exp.sum(1, keepdims=True)
    return X_exp / partition
# %%
X = torch.rand((2, 5))
X_prob = softmax(X)

class Ones:  # one ulp beside 1 prints as 1.0000
    __repr__ = lambda self: r'tensor([1.{{(0000)?}}, 1.{{(0000)?}}])'

X_prob, Ones()
# %%
y = torch.tensor([0, 2])
y_hat = torch.tensor([[0.1, 0.3, 0.6], [0.3, 0.2, 0.5]])
y_hat[[0, 1], y]
# %%
def cross_entropy(y_hat, y):
    return -torch.log(y_hat[list(range(len(y_hat))), y]).mean()

cross_entropy(y_hat, y)
# %%
print(r'validation accuracy {{0\.\d+}}')
print('{{.*}}softmax_regression.svg')
torch.zeros(256).shape
# %%
print('{{.*}}wrong.svg')
