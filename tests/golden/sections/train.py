"""Twenty steps of SGD, batch 32, lr 0.1, one thread: the loss of each step (before its update) and
the parameters at both ends.

manual_seed(0), the model, then manual_seed(1), X = randn(64, inputs) and y = randint(0, classes,
(64,)) or, for the regression, y = randn(64, 1); even steps take the first 32 rows, odd ones the
other 32. "float64" is the same run from the same float32 numbers. "clip" is the largest joint norm
of the gradients that clip_grad_norm_ lets through, and "norms" what it found.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from .text import dtype_name

STEPS, BATCH, LR = 20, 32, 0.1

RUNS = {
    "mlp": (lambda: nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5)), 5, None),
    "mlp clipped": (lambda: nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5)), 5, 0.5),
    "mlp tanh": (lambda: nn.Sequential(nn.Linear(20, 16), nn.Tanh(), nn.Linear(16, 5)), 5, None),
    "softmax regression": (lambda: nn.Linear(20, 5), 5, None),
    "linear regression": (lambda: nn.Linear(20, 1), 0, None),
}


def parameters(net):
    def shortened(p):
        flat = p.detach().reshape(-1).clone()
        return {"shape": list(p.shape), "first": flat[:4], "sum": math.fsum(flat.tolist())}
    return {name: shortened(p) for name, p in net.named_parameters()}


def run(model, classes, clip, dtype):
    torch.manual_seed(0)
    net = model()
    inputs = next(net.parameters()).shape[1]
    torch.manual_seed(1)
    X = torch.randn(2 * BATCH, inputs)
    y = torch.randint(0, classes, (len(X),)) if classes else torch.randn(len(X), 1).to(dtype)
    net, X = net.to(dtype), X.to(dtype)
    optimizer = torch.optim.SGD(net.parameters(), lr=LR)
    initial, losses, norms = parameters(net), [], []
    for i in range(STEPS):
        rows = slice(0, BATCH) if i % 2 == 0 else slice(BATCH, 2 * BATCH)
        loss = (F.cross_entropy if classes else F.mse_loss)(net(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        if clip:
            norms.append(nn.utils.clip_grad_norm_(net.parameters(), clip))
        optimizer.step()
        losses.append(loss.detach())
    return {"losses": torch.stack(losses), **({"norms": torch.stack(norms)} if clip else {}),
            "initial": initial, "final": parameters(net)}


def record():
    cases = []
    for name, (model, classes, clip) in RUNS.items():
        case = {"name": name, "model": str(model()), **({"clip": clip} if clip else {})}
        for dtype in (torch.float32, torch.float64):
            case[dtype_name(dtype)] = run(model, classes, clip, dtype)
        cases.append(case)
    return {"batch": BATCH, "lr": LR, "cases": cases}
