"""Second derivatives, in float64, of cases that ops.json describes.

Each case is {name, second}: the name is that of a case of ops.json, f its operation and x its
inputs. "second" holds d/dx of the sum over the inputs k of sum(v_k * grad_k) with grad = d/dx of
sum(w * f(x)^2), w[i] = (5 i mod 7 + 1) / 4 and v_k[i] = (3 (i + k) mod 5 + 1) / 4 over the flat
index i; null for inputs of integers. The square makes it more than zero where f is linear.
"""
import torch

from . import ops
from .cases import CALLS, CASES

# No more of a kind than these: for each operation the first cases that have numbers for it.
CASES_EACH = 3


def weigh(tensor, factor, modulus, start=0):
    i = torch.arange(tensor.numel(), dtype=tensor.dtype) + start
    return ((factor * i % modulus + 1) / 4).reshape(tensor.shape)


def second_derivatives(function, inputs, args):
    tensors = []
    for shape, values, *own in inputs:
        t = torch.tensor(values, dtype=getattr(torch, own[0]) if own else torch.float64)
        tensors.append(t.reshape(shape) if own else t.reshape(shape).requires_grad_())
    leaves = [t for t in tensors if t.requires_grad]
    out = function(*tensors, **args)
    out = out[0] if isinstance(out, tuple) else out
    if not (leaves and out.requires_grad and out.numel()):
        return None
    first = torch.autograd.grad((out ** 2 * weigh(out, 5, 7)).sum(), leaves, create_graph=True)
    total = sum((g * weigh(g, 3, 5, k)).sum() for k, g in enumerate(first))
    if not total.requires_grad:
        return None
    seconds = iter(torch.autograd.grad(total, leaves, allow_unused=True))
    seconds = [next(seconds) if t.requires_grad else None for t in tensors]
    found = [s for s in seconds if s is not None]
    return seconds if all(torch.isfinite(s).all() for s in found) else None


def record():
    ops.record()
    cases, counts = [], {}
    for case in CASES:
        if counts.get(case["op"], 0) == CASES_EACH or "float64" not in case:
            continue
        seconds = second_derivatives(*CALLS[case["name"]])
        if seconds is not None and any(s is not None and s.any() for s in seconds):
            counts[case["op"]] = counts.get(case["op"], 0) + 1
            cases.append({"name": case["name"], "second": seconds})
    return {"cases": cases}
