"""The book's classes on small data, written as the notebook writes them: what they draw and how
they learn. Each run: manual_seed(0), the data, the model, then epochs of batches that are slices of
randperm(rows). train_loss is the mean over samples as seen while training, val_loss and val_acc
are taken after each epoch. "resize" is Pillow's bilinear one of randint(0, 256, (28, 28)).
"""
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F


def synthetic_regression(num_train, num_val):
    w, b = torch.tensor([2, -3.4]), 4.2
    X = torch.randn(num_train + num_val, 2)
    y = torch.matmul(X, w.reshape(-1, 1)) + b + torch.randn(num_train + num_val, 1) * 0.01
    return X, y


def synthetic(num_train, num_val):
    torch.manual_seed(1)
    X, y = synthetic_regression(num_train, num_val)
    return {"num_train": num_train, "num_val": num_val, "X": X[:8], "y": y[:8],
            "sum_X": X.double().sum().item(), "sum_y": y.double().sum().item()}


def resize(size):
    torch.manual_seed(0)
    pixels = torch.randint(0, 256, (28, 28)).to(torch.uint8).numpy()
    image = Image.fromarray(pixels).resize((size[1], size[0]), Image.BILINEAR)
    return {"size": size, "pixels": list(image.tobytes())}


def parameter(tensor):
    return tensor.requires_grad_()


class LinearRegressionScratch(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = parameter(torch.normal(0, 0.01, (2, 1)))
        self.b = parameter(torch.zeros(1))

    def parameters(self):
        return [self.w, self.b]

    def forward(self, X):
        return torch.matmul(X, self.w) + self.b

    def loss(self, y_hat, y):
        return ((y_hat - y) ** 2 / 2).mean()


class LinearRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.LazyLinear(1)

    def forward(self, X):
        return self.net(X)

    def loss(self, y_hat, y):
        return F.mse_loss(y_hat, y)


class Classifier(nn.Module):
    def forward(self, X):
        return self.net(X)

    def loss(self, y_hat, y):
        return F.cross_entropy(y_hat, y)


class SoftmaxRegressionScratch(Classifier):
    def __init__(self):
        super().__init__()
        self.W = parameter(torch.normal(0, 0.01, (36, 4)))
        self.b = parameter(torch.zeros(4))

    def parameters(self):
        return [self.W, self.b]

    def forward(self, X):
        X_exp = torch.exp(torch.matmul(X.reshape((-1, 36)), self.W) + self.b)
        return X_exp / X_exp.sum(1, keepdims=True)

    def loss(self, y_hat, y):
        return -torch.log(y_hat[list(range(len(y_hat))), y]).mean()


class SoftmaxRegression(Classifier):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.LazyLinear(4))


class MLPScratch(Classifier):
    def __init__(self):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(36, 16) * 0.1)
        self.b1 = nn.Parameter(torch.zeros(16))
        self.W2 = nn.Parameter(torch.randn(16, 4) * 0.1)
        self.b2 = nn.Parameter(torch.zeros(4))

    def forward(self, X):
        H = torch.matmul(X.reshape((-1, 36)), self.W1) + self.b1
        H = torch.max(H, torch.zeros_like(H))
        return torch.matmul(H, self.W2) + self.b2


class MLP(Classifier):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.LazyLinear(16), nn.ReLU(), nn.LazyLinear(4))


def dropout_layer(X, dropout):
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X / (1.0 - dropout)


class DropoutMLPScratch(Classifier):
    def __init__(self):
        super().__init__()
        self.lin1, self.lin2, self.lin3 = nn.LazyLinear(16), nn.LazyLinear(12), nn.LazyLinear(4)

    def forward(self, X):
        H1 = torch.relu(self.lin1(X.reshape((X.shape[0], -1))))
        if self.training:
            H1 = dropout_layer(H1, 0.5)
        H2 = torch.relu(self.lin2(H1))
        if self.training:
            H2 = dropout_layer(H2, 0.25)
        return self.lin3(H2)


class DropoutMLP(Classifier):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(), nn.LazyLinear(16), nn.ReLU(), nn.Dropout(0.5),
            nn.LazyLinear(12), nn.ReLU(), nn.Dropout(0.25), nn.LazyLinear(4))


def blobs():
    """640 images of 6 x 6: one of four random images, and noise."""
    centers = torch.rand(4, 36)
    y = torch.randint(0, 4, (640,))
    X = centers[y] + torch.randn(640, 36) * 0.3
    return X.reshape(-1, 1, 6, 6), y


def run(make_model, lr, epochs, batch):
    torch.manual_seed(0)
    regression = make_model in (LinearRegressionScratch, LinearRegression)
    X, y = synthetic_regression(1000, 1000) if regression else blobs()
    rows = 1000 if regression else 512
    model = make_model()
    results = []
    optimizer = None
    for _ in range(epochs):
        model.train()
        order, seen = torch.randperm(rows), 0.0
        for i in range(0, rows, batch):
            batch_rows = order[i:i + batch]
            loss = model.loss(model(X[batch_rows]), y[batch_rows])
            optimizer = optimizer or torch.optim.SGD(model.parameters(), lr=lr)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            seen += loss.item() * len(batch_rows)
        model.eval()
        with torch.no_grad():
            y_hat = model(X[rows:])
            result = {"train_loss": seen / rows, "val_loss": model.loss(y_hat, y[rows:]).item()}
            if not regression:
                result["val_acc"] = (y_hat.argmax(1) == y[rows:]).float().mean().item()
        results.append(result)
    final = {}
    if regression:
        w, b = list(model.parameters())
        final = {"w": w.reshape(-1), "b": b}
    return {"model": make_model.__name__, "lr": lr, "batch": batch, "epochs": results, **final}


def record():
    return {
        "synthetic": [synthetic(5, 2), synthetic(1000, 1000)],
        "resize": [resize(size) for size in ([32, 32], [14, 14], [20, 31])],
        "runs": [run(LinearRegressionScratch, 0.03, 3, 32), run(LinearRegression, 0.03, 3, 32)] +
                [run(model, 0.2, 3, 50) for model in (
                    SoftmaxRegressionScratch, SoftmaxRegression, MLPScratch, MLP,
                    DropoutMLPScratch, DropoutMLP)],
    }
