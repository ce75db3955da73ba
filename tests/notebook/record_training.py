#!/usr/bin/python3
"""The book's models from scratch, trained on Fashion-MNIST in PyTorch: expected/training.json, which
cells 4.4.4.a and 5.2.1.d must follow. The argument is the folder with the four files; it takes some
minutes. Each run: manual_seed(0), the model, then ten epochs of batches that are slices of
randperm(60000), pixels / 255. The curves are those of the book's board: train_loss the means of 117
batches, seen while training; val_loss and val_acc the means of the 40 batches after each epoch.
"first" are the labels of the first 8 test images, "wrong" how many of the first 256 a model gets wrong.
"""
import gzip
import json
import os
import sys
from pathlib import Path

os.environ.update(ATEN_CPU_CAPABILITY="avx2", OPENBLAS_CORETYPE="Haswell", OMP_NUM_THREADS="1")
import numpy as np  # noqa: E402
import torch  # noqa: E402


def read(name, offset):
    with gzip.open(Path(sys.argv[1]) / f"{name}.gz") as file:
        return torch.from_numpy(np.frombuffer(file.read(), np.uint8, offset=offset).copy())


def data(split):
    X = read(f"{split}-images-idx3-ubyte", 16).reshape(-1, 784).float() / 255
    return X, read(f"{split}-labels-idx1-ubyte", 8).long()


def softmax_regression():
    W = torch.normal(0, 0.01, size=(784, 10), requires_grad=True)
    b = torch.zeros(10, requires_grad=True)

    def forward(X):
        X_exp = torch.exp(torch.matmul(X, W) + b)
        return X_exp / X_exp.sum(1, keepdims=True)

    def loss(y_hat, y):
        return -torch.log(y_hat[list(range(len(y_hat))), y]).mean()
    return [W, b], forward, loss


def mlp():
    W1 = (torch.randn(784, 256) * 0.01).requires_grad_()
    b1 = torch.zeros(256, requires_grad=True)
    W2 = (torch.randn(256, 10) * 0.01).requires_grad_()
    b2 = torch.zeros(10, requires_grad=True)

    def forward(X):
        H = torch.matmul(X, W1) + b1
        return torch.matmul(torch.max(H, torch.zeros_like(H)), W2) + b2
    return [W1, b1, W2, b2], forward, torch.nn.functional.cross_entropy


def mean(values):
    return round(sum(values) / len(values), 5)


def run(make_model, train, test):
    torch.manual_seed(0)
    params, forward, loss = make_model()
    optimizer = torch.optim.SGD(params, lr=0.1)
    losses, val_loss, val_acc = [], [], []
    for _ in range(10):
        order = torch.randperm(60000)
        for i in range(0, 60000, 256):
            rows = order[i:i + 256]
            l = loss(forward(train[0][rows]), train[1][rows])
            optimizer.zero_grad()
            l.backward()
            optimizer.step()
            losses.append(l.item())
        with torch.no_grad():
            scores = [(forward(X), y) for X, y in zip(test[0].split(256), test[1].split(256))]
        hits = [(y_hat.argmax(1) == y).float() for y_hat, y in scores]
        val_loss.append(mean([loss(y_hat, y).item() for y_hat, y in scores]))
        val_acc.append(mean([hit.mean().item() for hit in hits]))
    train_loss = [mean(losses[i:i + 117]) for i in range(0, len(losses) - 116, 117)]
    return {"train_loss": train_loss, "val_loss": val_loss, "val_acc": val_acc,
            "wrong": int((1 - hits[0]).sum())}


if __name__ == "__main__":
    torch.set_num_threads(1)
    train, test = data("train"), data("t10k")
    runs = {name: run(model, train, test) for name, model in
            (("4.4.4.a", softmax_regression), ("5.2.1.d", mlp))}
    lines = [f'"torch": "{torch.__version__}"', f'"first": {test[1][:8].tolist()}']
    lines += [f"{json.dumps(name)}: {json.dumps(result)}" for name, result in runs.items()]
    (Path(__file__).parent / "expected" / "training.json").write_text(
        "{\n" + ",\n".join(lines) + "\n}\n")
