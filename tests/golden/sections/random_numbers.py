"""The CPU generator: what each call gives after manual_seed(seed), and what is left for the next.

calls      one call right after manual_seed; "next" is the randint(0, 2**27) that follows it, to
           show how much of the generator the call used
sequences  several calls in a row: the state carries over, and so does a second normal value
layers     nn.Linear(inputs, outputs) made one after the other after one manual_seed

More than 100 values are shortened to the first and last 8 with the sum in float64, for integers
FNV-1a over the little-endian bytes of the int64 values.

Recorded without MKL: a PyTorch that has it (pip's on x86) gives other values for bernoulli. For
randint, PyTorch 2.7 and later draw 64 bits from a range of 2**28 on, earlier ones from 2**32 on.
"""
import math

import torch

from .text import dtype_name

SEEDS = [0, 1, 42, 123, 2023]
SIZES = [0, 1, 5, 15, 16, 17, 100, 60000]
FEW = [5, 17]

# What a step may say, and the call that it stands for.
CALLS = {
    "rand": lambda n, dtype: torch.rand(n, dtype=dtype),
    "randn": lambda n, dtype: torch.randn(n, dtype=dtype),
    "randint": lambda n, dtype, low, high: torch.randint(low, high, (n,)),
    "randperm": lambda n, dtype: torch.randperm(n),
    "normal_": lambda n, dtype, mean, std: torch.empty(n, dtype=dtype).normal_(mean, std),
    "uniform_": lambda n, dtype, low, high: torch.empty(n, dtype=dtype).uniform_(low, high),
    "bernoulli_": lambda n, dtype, p: torch.empty(n, dtype=dtype).bernoulli_(p),
    # With a tensor of probabilities the draw has the tensor's precision.
    "bernoulli": lambda n, dtype, p: torch.bernoulli(torch.full((n,), p, dtype=dtype)),
}


def fnv1a(tensor):
    h = 0xCBF29CE484222325
    for byte in tensor.numpy().astype("<i8").tobytes():
        h = ((h ^ byte) * 0x100000001B3) & (2**64 - 1)
    return f"{h:016x}"


def summary(tensor):
    flat = tensor.detach().reshape(-1)
    if flat.numel() <= 100:
        return {"values": flat}
    ends = {"first": flat[:8], "last": flat[-8:]}
    if flat.dtype == torch.int64:
        return {**ends, "fnv1a": fnv1a(flat)}
    return {**ends, "sum": math.fsum(flat.tolist())}


def step(call, n, dtype="float32", **args):
    out = CALLS[call](n, getattr(torch, dtype), **args)
    return {"call": call, "size": n, "dtype": dtype_name(out.dtype), **args, **summary(out)}


def single_calls():
    wide = {"low": -5, "high": 2**40}
    table = [
        ("rand", "float32", {}, SIZES),
        ("rand", "float64", {}, SIZES),
        ("randn", "float32", {}, SIZES),
        ("randn", "float64", {}, SIZES),
        ("randint", "int64", {"low": 0, "high": 10}, SIZES),
        ("randint", "int64", wide, SIZES),
        ("randint", "int64", {"low": 0, "high": 2**32 - 1}, FEW),  # the largest of 32 bits
        ("randint", "int64", {"low": 0, "high": 2**32}, FEW),  # the smallest of 64
        ("randperm", "int64", {}, SIZES),
        ("normal_", "float32", {"mean": 2.0, "std": 3.0}, SIZES),
        ("normal_", "float64", {"mean": 2.0, "std": 3.0}, FEW),
        ("uniform_", "float32", {"low": -1.0, "high": 2.0}, SIZES),
        ("uniform_", "float64", {"low": -1.0, "high": 2.0}, FEW),
        ("bernoulli_", "float32", {"p": 0.3}, SIZES),
        ("bernoulli_", "float64", {"p": 0.3}, FEW),
        ("bernoulli_", "int64", {"p": 0.3}, FEW),
        ("bernoulli", "float32", {"p": 0.3}, FEW),
        ("bernoulli", "float64", {"p": 0.3}, FEW),
    ]
    cases = []
    for call, dtype, args, sizes in table:
        for n in sizes:
            for seed in SEEDS if sizes is SIZES else SEEDS[:2]:
                torch.manual_seed(seed)
                case = {"seed": seed, **step(call, n, dtype, **args)}
                case["next"] = torch.randint(0, 2**27, ()).item()
                cases.append(case)
    return cases


def sequences():
    plans = [
        [("randn", 5), ("rand", 3), ("randperm", 4), ("randn", 2)],
        [("randn", 3), ("randn", 16), ("randn", 1), ("randn", 1)],  # blocks leave the spare alone
        [("randn", 1), ("randn", 2, "float64"), ("randn", 2)],
        [("randn", 17), ("randn", 20), ("rand", 1, "float64"), ("randint", 2)],
        [("randperm", 10), ("randperm", 10), ("bernoulli_", 4), ("randn", 2)],
    ]
    extra = {"randint": {"low": 0, "high": 10}, "bernoulli_": {"p": 0.3}}
    cases = []
    for plan in plans:
        for seed in SEEDS:
            torch.manual_seed(seed)
            steps = [step(call, *rest[:2], **extra.get(call, {})) for call, *rest in plan]
            cases.append({"seed": seed, "steps": steps})
    return cases


def layers():
    cases = []
    for sizes in [(5, 3), (784, 10), (784, 256, 10)]:
        for seed in SEEDS:
            torch.manual_seed(seed)
            made = []
            for inputs, outputs in zip(sizes, sizes[1:]):
                layer = torch.nn.Linear(inputs, outputs)
                made.append({"inputs": inputs, "outputs": outputs,
                             "weight": summary(layer.weight), "bias": summary(layer.bias)})
            cases.append({"seed": seed, "layers": made})
    return cases


def record():
    return {"calls": single_calls(), "sequences": sequences(), "layers": layers()}
