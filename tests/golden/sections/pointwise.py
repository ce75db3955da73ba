"""Pointwise operations beyond ops.py, in the format of cases.py, with the name of the result's "node".

upstream  gradients of x for a gradient of the result that is given: infinite, NaN, 0
whole     each operation of one argument on whole numbers and bools: dtype and values, or null
"""
import torch
import torch.nn.functional as F

from . import cases
from .cases import boolean, given, inf, int64, nan, spread
from .text import dtype_name


def add(name, op, function, inputs, **args):
    cases.add_with_node(name, op, function, inputs, **args)
    if op == "ndtr":  # several nodes there, one here
        cases.CASES[-1].pop("node", None)


EDGES = given((10,), [-inf, -100.0, -2.5, -0.5, -0.0, 0.0, 0.5, 2.5, 100.0, inf])
WITH_NAN = given((3,), [nan, -1.5, 1.5])

ONE = {
    "rsqrt": torch.rsqrt, "log1p": torch.log1p, "expm1": torch.expm1, "sin": torch.sin,
    "cos": torch.cos, "sign": torch.sign, "floor": torch.floor, "ceil": torch.ceil,
    "round": torch.round, "reciprocal": torch.reciprocal, "ndtr": torch.special.ndtr,
    "silu": F.silu, "gelu": F.gelu, "elu": F.elu, "softplus": F.softplus,
    "leaky_relu": F.leaky_relu,
}


def one():
    for op, function in ONE.items():
        add(op, op, function, [spread(2, 4)])
        add(f"{op} at the edges", op, function, [EDGES])
        add(f"{op} of nan", op, function, [WITH_NAN])
        add(f"{op} of none", op, function, [given((0, 2), [])])
        add(f"{op} 0-d", op, function, [given((), [0.75])])
    add("log1p near 0 and -1", "log1p", torch.log1p,
        [given((6,), [2.0**-30, -2.0**-30, 2.0**-12, -1.0, -2.0, 2.0**-20 - 1.0])])
    add("expm1 near 0", "expm1", torch.expm1, [given((4,), [2.0**-30, -2.0**-30, 2.0**-12, 80.0])])
    far = given((6,), [1e5, -99999.0, 1048576.0, 355.0, 2.0**40, -2.0**60])
    add("sin of large numbers", "sin", torch.sin, [far])
    add("cos of large numbers", "cos", torch.cos, [far])
    halves = given((8,), [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 8388607.5, 2.0**24 + 2])
    for op in ("floor", "ceil", "round"):
        add(f"{op} of halves", op, ONE[op], [halves])


def parameters():
    for slope in (0.0, 0.25, 1.0, -0.5, 2.0):
        add(f"leaky_relu {slope}", "leaky_relu", F.leaky_relu, [EDGES], negative_slope=slope)
    for alpha in (0.5, 2.0):
        add(f"elu {alpha}", "elu", F.elu, [EDGES], alpha=alpha)
    for beta, threshold in ((2.0, 3.0), (0.5, 20.0), (1.0, 1.0), (-1.0, 20.0)):
        add(f"softplus {beta} {threshold}", "softplus", F.softplus, [EDGES], beta=beta,
            threshold=threshold)
    add("gelu tanh", "gelu", F.gelu, [spread(2, 4)], approximate="tanh")
    add("gelu tanh at the edges", "gelu", F.gelu, [EDGES], approximate="tanh")
    add("gelu tanh of nan", "gelu", F.gelu, [WITH_NAN], approximate="tanh")
    for x, w in (((2, 3), (1,)), ((2, 3), (3,)), ((2, 3, 2), (3,)), ((3,), (1,)), ((), (1,)),
                 ((2, 3, 2, 2), (3,)), ((0, 3), (3,))):
        add(f"prelu {x} {w}", "prelu", F.prelu, [spread(*x), spread(*w, turn=1)])
    add("prelu at the edges", "prelu", F.prelu, [EDGES, given((1,), [0.25])])
    add("prelu of nan", "prelu", F.prelu, [WITH_NAN, given((1,), [0.25])])

    at = given((7,), [-inf, -1.0, -0.25, 0.0, 1.0, inf, nan])
    for low, high in ((-1.0, 1.0), (0.0, None), (None, 0.0), (1.0, -1.0), (nan, 1.0), (0, 1),
                      (-inf, inf)):
        bounds = {k: v for k, v in (("min", low), ("max", high)) if v is not None}
        add(f"clamp {low} {high}", "clamp", torch.clamp, [at], **bounds)
        add(f"clamp_ {low} {high}", "clamp_ of a product",
            lambda x, **bounds: (x * 1).clamp_(**bounds), [at], **bounds)


def two():
    a = given((8,), [5.0, -5.0, 5.0, -5.0, 0.0, 1.0, 7.5, -0.75])
    b = given((8,), [3.0, 3.0, -3.0, -3.0, 2.0, 0.0625, -2.5, 0.5])
    add("remainder", "remainder", torch.remainder, [a, b])
    add("remainder (2, 1) (3)", "remainder", torch.remainder,
        [spread(2, 1), spread(3, low=0.5, high=2.5)])
    add("remainder of 1 by 0.1", "remainder", torch.remainder,
        [given((2,), [1.0, -1.0]), given((2,), [0.1, 0.1])])
    add("remainder at the edges", "remainder", torch.remainder,
        [given((7,), [1.0, -1.0, 0.0, inf, nan, 1.0, -0.0]),
         given((7,), [inf, inf, 0.0, 2.0, 2.0, nan, 3.0])])
    add("remainder by a number", "remainder", lambda x, other: x % other, [a], other=2.5)
    add("remainder by a negative number", "remainder", lambda x, other: x % other, [a], other=-3)
    add("remainder of none", "remainder", torch.remainder, [given((0,), []), given((1,), [2.0])])
    add("int64 remainder", "remainder", torch.remainder,
        [int64((6,), [7, -7, 7, -7, 0, -4]), int64((6,), [3, 3, -3, -3, 5, -1])])
    for base in (2.0, 0.5, 1, 0):
        add(f"pow base {base}", "pow", lambda exponent, base: torch.pow(base, exponent),
            [given((4,), [0.0, 1.0, -1.5, 3.0])], base=base)
    add("div_", "div_ of a product", lambda x, y: (x * 1).div_(y), [a, b])
    add("div_ by a row", "div_ of a product", lambda x, y: (x * 1).div_(y),
        [spread(2, 3), spread(3, low=0.5, high=2.5)])


def truth():
    for op in ("isnan", "isinf", "isfinite", "logical_not"):
        function = getattr(torch, op)
        add(op, op, function, [given((5,), [nan, inf, -inf, 0.0, -2.0])])
        add(f"int64 {op}", op, function, [int64((3,), [0, 1, -2])])
        add(f"bool {op}", op, function, [boolean((2,), [True, False])])
    for op in ("logical_and", "logical_or", "logical_xor"):
        function = getattr(torch, op)
        add(op, op, function,
            [given((2, 3), [nan, 0.0, 1.0, -0.0, 2.0, 0.0]), given((3,), [0.0, -1.0, inf])])
        add(f"int64 {op}", op, function, [int64((4,), [0, 2, 0, -1]), int64((4,), [0, 0, 3, 4])])
        add(f"bool {op}", op, function,
            [boolean((4,), [True, True, False, False]), boolean((4,), [True, False, True, False])])


def upstream():
    """A gradient that is infinite where it is masked stays out."""
    x = [-2.0, -2.0, 0.0, 0.0, 2.0, 2.0, nan]
    g = [inf, nan, inf, 1.0, inf, 0.0, 1.0]
    operations = {
        "relu": (torch.relu, {}), "abs": (torch.abs, {}), "sign": (torch.sign, {}),
        "floor": (torch.floor, {}), "clamp": (torch.clamp, {"min": -1.0, "max": 1.0}),
        "leaky_relu": (F.leaky_relu, {"negative_slope": 0.25}), "elu": (F.elu, {}),
        "softplus": (F.softplus, {"threshold": 1.0})}
    rows = []
    for op, (function, args) in operations.items():
        t = torch.tensor(x, requires_grad=True)
        function(t, **args).backward(torch.tensor(g))
        rows.append({"op": op, "args": args, "x": x, "g": g, "grad": t.grad})
    return rows


def whole():
    values = {"int64": [3, -2, 0], "int32": [3, -2, 0], "uint8": [3, 200, 0],
              "bool": [True, False]}
    operations = {op: getattr(torch, op) for op in (
        "neg", "abs", "square", "sqrt", "exp", "log", "tanh", "sigmoid", "relu", "rsqrt", "log1p",
        "expm1", "sin", "cos", "sign", "floor", "ceil", "round", "reciprocal", "isnan",
        "logical_not")}
    operations |= {op: getattr(F, op) for op in ("silu", "gelu", "elu", "softplus", "leaky_relu")}
    rows = []
    for op, function in operations.items():
        for dtype, v in values.items():
            try:
                y = function(torch.tensor(v, dtype=getattr(torch, dtype)))
            except RuntimeError:
                y = None
            rows.append({"op": op, "args": {}, "x": v, "of": dtype,
                         "dtype": None if y is None else dtype_name(y.dtype), "values": y})
    return rows


def record():
    cases.CASES.clear()
    for group in (one, parameters, two, truth):
        group()
    names = [c["name"] for c in cases.CASES]
    assert len(set(names)) == len(names)
    return {"weights": "w[i] = (5 * i % 7 + 1) / 4", "cases": list(cases.CASES),
            "upstream": upstream(), "whole": whole()}
