# %% 3.4.1.a
_ = torch.manual_seed(0)
# %% 3.4.1.b
# %% 3.4.2.a
# %% 3.4.3.a
# %% 3.4.3.b
# %% 3.4.4.a
def batches(train):
    rows = torch.randperm(1000) if train else torch.arange(1000, 2000)
    return [(X[rows[i:i + 32]], y[rows[i:i + 32]]) for i in range(0, 1000, 32)]

def fit(forward, loss, optimizer):
    """The curves of the book's board: 2 points an epoch in training, 1 in validation."""
    points = {'train_loss': [[], []], 'val_loss': [[], []]}

    def draw(label, xs, ys, every):
        for i in range(0, len(xs) - every + 1, every):
            points[label][0].append(sum(xs[i:i + every]) / every)
            points[label][1].append(sum(ys[i:i + every]) / every)

    xs, ys, val_xs, val_ys = [], [], [], []
    for epoch in range(3):
        for X_batch, y_batch in batches(True):
            l = loss(forward(X_batch), y_batch)
            params = optimizer()
            for group in params:
                group.grad = None
            l.backward()
            with torch.no_grad():
                for group in params:
                    group -= 0.03 * group.grad
            xs.append(len(xs) / 32)
            ys.append(l.item())
        for X_batch, y_batch in batches(False):
            with torch.no_grad():
                val_ys.append(loss(forward(X_batch), y_batch).item())
            val_xs.append(epoch + 1)
    draw('train_loss', xs, ys, 16)
    draw('val_loss', val_xs, val_ys, 32)
    curves(**points)
# %% 3.4.4.b
w = torch.normal(0, 0.01, (2, 1), requires_grad=True)
b = torch.zeros(1, requires_grad=True)
data_w, data_b = torch.tensor([2, -3.4]), 4.2
X = torch.randn(2000, 2)
y = torch.matmul(X, data_w.reshape(-1, 1)) + data_b + torch.randn(2000, 1) * 0.01
fit(lambda X: torch.matmul(X, w) + b,
    lambda y_hat, y: ((y_hat - y.reshape(y_hat.shape)) ** 2 / 2).mean(), lambda: [w, b])
# %% 3.4.4.c
with torch.no_grad():
    print(f'error in estimating w: {data_w - w.reshape(data_w.shape)}')
    print(f'error in estimating b: {data_b - b}')
# %% 3.4.5.a
from torch import nn
net = nn.LazyLinear(1)
fit(net, nn.functional.mse_loss, lambda: list(net.parameters()))
w, b = net.weight.data, net.bias.data
print(f'error in estimating w: {data_w - w.reshape(data_w.shape)}')
print(f'error in estimating b: {data_b - b}')
