# %% 4.4.1.a
X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
X.sum(0, keepdims=True), X.sum(1, keepdims=True)
# %% 4.4.1.b
def softmax(X):
    X_exp = torch.exp(X)
    partition = X_exp.sum(1, keepdims=True)
    return X_exp / partition
# %% 4.4.1.c
# A sum of rounded quotients may be one ulp off, which shows as 1.0000.
torch.manual_seed(0)
X = torch.rand((2, 5))
X_prob = softmax(X)
print('(' + str(X_prob).replace('\n', '\n ') + ',\n tensor([1.' + pattern('(0000)?') + ', 1.'
      + pattern('(0000)?') + ']))')
# %% 4.4.2.a
# %% 4.4.2.b
# %% 4.4.3.a
y = torch.tensor([0, 2])
y_hat = torch.tensor([[0.1, 0.3, 0.6], [0.3, 0.2, 0.5]])
y_hat[[0, 1], y]
# %% 4.4.3.b
def cross_entropy(y_hat, y):
    return -torch.log(y_hat[list(range(len(y_hat))), y]).mean()

cross_entropy(y_hat, y)
# %% 4.4.3.c
# %% 4.4.4.a
print(pattern(r'(no data found: everything below is computed from the synthetic set\n)?'), end='')
# %% 4.4.4.b
print('validation accuracy', pattern(r'0\.\d\d\d\d'))
# %% 4.4.5.a
torch.zeros(256, 10).argmax(axis=1).shape
# %% 4.4.5.b
