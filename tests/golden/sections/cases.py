"""Cases of operations: outputs and gradients, collected in CASES by add().

Each case is {name, op, args, inputs, shape, float64, float32}. An input is {shape, values}, exact
in float32, and the case is computed in both types; with a "dtype" it is int64 or bool and has no
gradient. Results stand under the dtype that comes out: "float64", with "float32" beside it unless
its numbers are the same ones, or only "int64" (argmax, sums of integers) or "float32" (integers
divided). They hold "out" and, where there are any, "grads": the gradients by the inputs of
sum(out * w) with w[i] = (5 i mod 7 + 1) / 4 over the flat index i, null for integers. "indices"
come with max and min.
"""
import torch

from .text import dtype_name

nan, inf = float("nan"), float("inf")
CASES = []
CALLS = {}  # by the case's name: function, inputs and args, for the section second


def weights(shape, dtype):
    i = torch.arange(torch.Size(shape).numel(), dtype=dtype)
    return ((5 * i % 7 + 1) / 4).reshape(shape)


def spread(*shape, low=-2.0, high=2.0, turn=0):
    """Different numbers between low and high in a mixed order, multiples of (high - low) / 64."""
    n = torch.Size(shape).numel()
    steps = [(23 * i + 17 * turn + 5) % 64 for i in range(n)]
    return [list(shape), [low + (high - low) * k / 64 for k in steps]]


def given(shape, values, dtype=None):
    return [list(shape), values, dtype] if dtype else [list(shape), values]


def int64(shape, values):
    return given(shape, values, "int64")


def boolean(shape, values):
    return given(shape, values, "bool")


def compute(function, inputs, args, dtype):
    tensors = []
    for shape, values, *own in inputs:
        t = torch.tensor(values, dtype=getattr(torch, own[0]) if own else dtype).reshape(shape)
        tensors.append(t if own else t.requires_grad_())
    out, *indices = result if isinstance(result := function(*tensors, **args), tuple) else (result,)
    results = {"out": out}
    if out.requires_grad:
        (out * weights(out.shape, out.dtype)).sum().backward()
        results["grads"] = [t.grad if t.requires_grad else None for t in tensors]
    return list(out.shape), results, indices


def same(a, b):
    return a is b or a is not None and torch.equal(
        a.double().nan_to_num(7e77, 8e88, 9e99), b.double().nan_to_num(7e77, 8e88, 9e99))


def add(name, op, function, inputs, **args):
    """function takes the inputs and args; op and args say the same in words."""
    CALLS[name] = function, inputs, args
    shape, wide, indices = compute(function, inputs, args, torch.float64)
    _, narrow, _ = compute(function, inputs, args, torch.float32)
    described = [dict(zip(("shape", "values", "dtype"), i)) for i in inputs]
    case = {"name": name, "op": op, "args": args, "inputs": described, "shape": shape}
    case[dtype_name(wide["out"].dtype)] = wide
    pairs = zip([narrow["out"], *narrow.get("grads", [])], [wide["out"], *wide.get("grads", [])])
    if not all(same(a, b) for a, b in pairs):
        case["float32"] = narrow
    if indices:
        case["indices"] = indices[0]
    CASES.append(case)


def add_with_node(name, op, function, inputs, **args):
    """The name of the result's node, too."""
    add(name, op, function, inputs, **args)
    tensors = [torch.tensor(v, dtype=getattr(torch, own[0]) if own else torch.float64).reshape(s)
               for s, v, *own in inputs]
    for t in tensors:
        if t.is_floating_point():
            t.requires_grad_()
    result = function(*tensors, **args)
    node = (result[0] if isinstance(result, tuple) else result).grad_fn
    if node is not None:
        CASES[-1]["node"] = node.name()
