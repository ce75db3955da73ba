"""Layers: how they print, what they give and what they hold.

A layer is {name, text, x, train, eval, state}: made and run after manual_seed(0), with x a
[shape, values]; "train" has the outputs for x and for 2 x + 1 in training, "eval" that for x
afterwards, "state" what state_dict() then holds, by name. "floats" are numbers
as Python prints them; "init" has fillers: {name, shape, args, values}, each after manual_seed(3).
"""
import warnings

import torch
from torch import nn

from .cases import spread

LAYERS = {
    "Dropout": (lambda: nn.Dropout(), (4, 3)),
    "Dropout 0.2": (lambda: nn.Dropout(0.2), (4, 3)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(3), (4, 3)),
    "BatchNorm1d of sequences": (lambda: nn.BatchNorm1d(3), (2, 3, 4)),
    "BatchNorm1d eps, momentum": (lambda: nn.BatchNorm1d(3, eps=0.5, momentum=0.3), (4, 3)),
    "BatchNorm1d cumulative": (lambda: nn.BatchNorm1d(3, momentum=None), (4, 3)),
    "BatchNorm1d plain": (lambda: nn.BatchNorm1d(3, affine=False), (4, 3)),
    "BatchNorm1d untracked": (lambda: nn.BatchNorm1d(3, track_running_stats=False), (4, 3)),
    "LayerNorm": (lambda: nn.LayerNorm(3), (4, 3)),
    "LayerNorm 2 3": (lambda: nn.LayerNorm((2, 3), eps=0.25), (2, 2, 3)),
    "LayerNorm plain": (lambda: nn.LayerNorm(3, elementwise_affine=False), (4, 3)),
    "ReLU": (lambda: nn.ReLU(), (4, 3)),
    "Sigmoid": (lambda: nn.Sigmoid(), (4, 3)),
    "Tanh": (lambda: nn.Tanh(), (4, 3)),
    "SiLU": (lambda: nn.SiLU(), (4, 3)),
    "GELU": (lambda: nn.GELU(), (4, 3)),
    "GELU tanh": (lambda: nn.GELU("tanh"), (4, 3)),
    "ELU": (lambda: nn.ELU(), (4, 3)),
    "ELU 0.5": (lambda: nn.ELU(0.5), (4, 3)),
    "LeakyReLU": (lambda: nn.LeakyReLU(), (4, 3)),
    "LeakyReLU 0.25": (lambda: nn.LeakyReLU(0.25), (4, 3)),
    "PReLU": (lambda: nn.PReLU(), (4, 3)),
    "PReLU 3": (lambda: nn.PReLU(3, 0.5), (4, 3)),
    "Softplus": (lambda: nn.Softplus(), (4, 3)),
    "Softplus 2 1": (lambda: nn.Softplus(2, 1), (4, 3)),
    "Softmax": (lambda: nn.Softmax(1), (4, 3)),
    "LogSoftmax": (lambda: nn.LogSoftmax(-1), (4, 3)),
    "Identity": (lambda: nn.Identity(), (4, 3)),
    "Flatten": (lambda: nn.Flatten(), (2, 2, 3)),
    "Linear": (lambda: nn.Linear(3, 2), (4, 3)),
    "Linear without bias": (lambda: nn.Linear(3, 2, bias=False), (4, 3)),
    "LazyLinear": (lambda: nn.LazyLinear(2), (4, 3)),
    "Sequential": (lambda: nn.Sequential(
        nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Dropout(0.5),
        nn.Sequential(nn.Linear(4, 2), nn.LayerNorm(2))), (4, 3)),
    "Sequential of none": (lambda: nn.Sequential(), (4, 3)),
}
FLOATS = [0.1, 0.5, 1.0, 20.0, 123.0, 0.001, 0.0001, 1e-05, 1e-12, 1.5e-07, 1e15, 1e16, 1e22, -2.0,
          0.0, 1 / 3, 2 / 3, 1234.5678, float("inf"), float("nan")]
FILLERS = {
    "normal_": [{}, {"mean": 1.0, "std": 0.25}],
    "uniform_": [{}, {"a": -2.0, "b": 0.5}],
    "xavier_uniform_": [{}, {"gain": 0.5}],
    "xavier_normal_": [{}, {"gain": 2.0}],
    "kaiming_uniform_": [{}, {"nonlinearity": "relu"}, {"a": 0.25, "mode": "fan_out"},
                         {"nonlinearity": "tanh"}],
    "kaiming_normal_": [{}, {"nonlinearity": "relu", "mode": "fan_out"},
                        {"nonlinearity": "sigmoid"}, {"nonlinearity": "selu"}],
}


def run(name, make, shape):
    torch.manual_seed(0)
    layer = make()
    text = str(layer)
    values = spread(*shape)[1]
    x = torch.tensor(values).reshape(shape)
    train = [layer(x), layer(2 * x + 1)]
    layer.eval()
    return {"name": name, "text": text, "x": [list(shape), values], "train": train,
            "eval": layer(x), "state": dict(layer.state_dict())}


def fill(name, args, shape):
    torch.manual_seed(3)
    x = torch.empty(shape)
    getattr(nn.init, name)(x, **args)
    return {"name": name, "shape": list(shape), "args": args, "values": x}


def record():
    warnings.simplefilter("ignore")
    return {"layers": [run(name, *how) for name, how in LAYERS.items()],
            "floats": [{"value": x, "text": repr(x)} for x in FLOATS],
            "init": [fill(name, args, shape) for name, list_ in FILLERS.items()
                     for args in list_ for shape in ((3, 4), (2, 3, 5))]}
