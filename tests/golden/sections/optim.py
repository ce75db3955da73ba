"""Optimizers and schedules on a small network: mean squared error of tanh(x W1^T + b1) W2^T + b2.

"x", "y" and the parameters "W1", "b1", "W2", "b2" are multiples of 1/64. A run is {name, optimizer,
options, groups, schedule, steps}: "groups" gives a list of options for the weights and for the
biases, "schedule" is stepped after each step of the optimizer, and "steps" has the parameters, one
after the other, after so many steps, in float64. A schedule is {name, schedule, args, rates}: the
learning rates of 20 epochs from an initial 0.5.
"""
import warnings

import torch
from torch.optim import lr_scheduler

from .cases import spread

SHAPES = {"x": (6, 3), "y": (6, 2), "W1": (4, 3), "b1": (4,), "W2": (2, 4), "b2": (2,)}
SHOWN = (1, 2, 5, 20)

RUNS = {
    "SGD": [
        ("plain", {}), ("momentum", {"momentum": 0.9}), ("small momentum", {"momentum": 0.25}),
        ("dampening", {"momentum": 0.9, "dampening": 0.5}),
        ("nesterov", {"momentum": 0.9, "nesterov": True}), ("weight decay", {"weight_decay": 0.1}),
        ("momentum, weight decay", {"momentum": 0.9, "weight_decay": 0.1}),
        ("nesterov, weight decay", {"momentum": 0.5, "nesterov": True, "weight_decay": 0.1}),
        ("dampening, weight decay", {"momentum": 0.5, "dampening": 0.25, "weight_decay": 0.1}),
        ("rate 0", {"lr": 0.0, "momentum": 0.9}),
    ],
    "Adam": [
        ("defaults", {}), ("large rate", {"lr": 0.1}), ("betas", {"lr": 0.05, "betas": [0.5, 0.75]}),
        ("betas of 0", {"lr": 0.01, "betas": [0.0, 0.0], "eps": 0.01}),
        ("large eps", {"lr": 0.1, "eps": 0.1}), ("weight decay", {"lr": 0.05, "weight_decay": 0.1}),
    ],
    "AdamW": [
        ("defaults", {}), ("large rate", {"lr": 0.1}), ("weight decay", {"lr": 0.05, "weight_decay": 0.5}),
        ("no weight decay", {"lr": 0.05, "weight_decay": 0.0}),
        ("betas, eps", {"lr": 0.05, "betas": [0.8, 0.9], "eps": 1e-3}),
    ],
}
GROUPS = [
    ("SGD", {"lr": 0.125}, [{"weight_decay": 0.25}, {}]),
    ("SGD", {"lr": 0.125, "momentum": 0.5, "weight_decay": 0.25}, [{}, {"weight_decay": 0.0, "lr": 0.25}]),
    ("Adam", {"lr": 0.05}, [{"weight_decay": 0.25}, {"lr": 0.1}]),
    ("AdamW", {"lr": 0.05}, [{}, {"weight_decay": 0.0}]),
]
SCHEDULES = [
    ("StepLR", {"step_size": 3, "gamma": 0.5}), ("StepLR", {"step_size": 1}),
    ("MultiStepLR", {"milestones": [2, 5, 5, 11], "gamma": 0.5}),
    ("ExponentialLR", {"gamma": 0.9}), ("CosineAnnealingLR", {"T_max": 20}),
    ("CosineAnnealingLR", {"T_max": 6, "eta_min": 0.125}), ("LinearLR", {}),
    ("LinearLR", {"start_factor": 0.125, "end_factor": 0.5, "total_iters": 8}),
    ("LambdaLR", {"lr_lambda": "1 / (1 + epoch)"}),
    ("SequentialLR", {"warm_up": 5, "T_max": 10}),
]


def make_schedule(name, optimizer, args):
    if name == "LambdaLR":
        return lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 / (1 + epoch))
    if name == "SequentialLR":
        return lr_scheduler.SequentialLR(optimizer, [
            lr_scheduler.LinearLR(optimizer, 0.125, total_iters=args["warm_up"]),
            lr_scheduler.CosineAnnealingLR(optimizer, args["T_max"])], [args["warm_up"]])
    return getattr(lr_scheduler, name)(optimizer, **args)


def tensors():
    return [torch.tensor(spread(*shape, turn=i)[1], dtype=torch.float64).reshape(shape)
            for i, shape in enumerate(SHAPES.values())]


def run(name, optimizer, options, groups=None, schedule=None):
    x, y, *parameters = tensors()
    W1, b1, W2, b2 = (p.requires_grad_() for p in parameters)
    options = {**({"lr": 0.125} if optimizer == "SGD" else {}), **options}
    what = parameters
    if groups:
        what = [{"params": p, **own} for p, own in zip(([W1, W2], [b1, b2]), groups)]
    algorithm = getattr(torch.optim, optimizer)(what, **options)
    scheduler = make_schedule(schedule[0], algorithm, schedule[1]) if schedule else None
    steps = {}
    for step in range(1, SHOWN[-1] + 1):
        algorithm.zero_grad()
        out = torch.tanh(x @ W1.T + b1) @ W2.T + b2
        torch.nn.functional.mse_loss(out, y).backward()
        algorithm.step()
        if scheduler:
            scheduler.step()
        if step in SHOWN:
            steps[str(step)] = torch.cat([p.detach().reshape(-1) for p in parameters])
    case = {"name": f"{optimizer}: {name}", "optimizer": optimizer, "options": options}
    if groups:
        case["groups"] = groups
    if schedule:
        case["schedule"] = {"schedule": schedule[0], "args": schedule[1]}
    return {**case, "steps": steps}


def rates(schedule, args):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = make_schedule(schedule, optimizer, args)
    found = []
    for _ in range(20):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {"name": f"{schedule} {args}", "schedule": schedule, "args": args, "rates": found}


def record():
    warnings.simplefilter("ignore")
    runs = [run(name, optimizer, options) for optimizer, list_ in RUNS.items()
            for name, options in list_]
    runs += [run(f"groups {i}", *case) for i, case in enumerate(GROUPS)]
    runs += [run(f"{name} {i}", "SGD" if i % 2 else "Adam", {"lr": 0.05}, None, (name, args))
             for i, (name, args) in enumerate(SCHEDULES)]
    return {**dict(zip(SHAPES, tensors())), "runs": runs,
            "schedules": [rates(*schedule) for schedule in SCHEDULES]}
