"""What PyTorch makes of inputs at the edges: no elements, no dimensions, each dtype, sizes that
almost fit, dimensions just out of range, nan and infinities.

Each case is a list [op, args, inputs, results], with op and args as in ops.json and a tensor as
[dtype, shape, values], or [dtype, shape] if all its values are 1. The results are null where
PyTorch refuses, or gives a tensor of a negative size.
"""
import torch
import torch.nn.functional as F

from .text import dtype_name, encode

nan, inf = float("nan"), float("inf")
f32, f64, i64, i32, u8, boolean = (torch.float32, torch.float64, torch.int64, torch.int32,
                                   torch.uint8, torch.bool)
DTYPES = (f32, f64, i64, i32, u8, boolean)


def ones(*shape, dtype=f32):
    return torch.ones(shape, dtype=dtype)


def full(*values, dtype=f32):
    return torch.tensor(values, dtype=dtype)


def without_elements():
    """Every function of one tensor on every dtype, and on nothing."""
    names = """abs neg square exp log sqrt tanh sigmoid relu sum mean prod argmax argmin max min any all
               sin cos tan sinh cosh floor ceil round trunc sign log2 log10 log1p expm1 rsqrt
               reciprocal erf isnan isinf isfinite gelu silu softplus leaky_relu elu sort nonzero
               softsign mish hardtanh relu6 selu hardsigmoid hardswish logsigmoid softmin
               logical_not clone ones_like zeros_like std var""".split()
    along = """sum mean prod argmax argmin max min any all cumsum cumprod logsumexp softmax log_softmax
               std var sort argsort""".split()
    for name in names:
        for dtype in DTYPES:
            yield name, [full(1, 0, dtype=dtype)], {}
            yield name, [ones(0, dtype=dtype)], {}
        yield name, [torch.tensor(0.5)], {}
        yield name, [ones(2, 0)], {}
        yield name, [full(nan, inf, -inf, -0.0, 0.0)], {}
    for name in along:
        for dim in (0, 1, -1, -2, 2, -3):
            yield name, [full(1., 3., 2.).reshape(1, 3)], {"dim": dim}
            yield name, [ones(2, 0)], {"dim": dim}
        for dim in (0, -1, 1, -2):
            yield name, [torch.tensor(2.0)], {"dim": dim}
            yield name, [ones(0)], {"dim": dim}
        for dtype in DTYPES[2:]:
            yield name, [full(3, 0, 1, dtype=dtype)], {"dim": 0}
        yield name, [full(nan, 1.0, inf, -inf)], {"dim": 0}
    for dims in ([0, 1], [1, 0], [0, 0], [0, -2], [2], [-3], [0, 1, 2]):
        for keepdim in (False, True):
            yield "sum", [ones(2, 3)], {"dim": dims, "keepdim": keepdim}
            yield "mean", [ones(2, 0)], {"dim": dims, "keepdim": keepdim}


def conversions():
    for dtype in (f32, f64):
        x = full(-1.5, 300.7, nan, inf, -inf, 3e9, -3e9, 1e19, -1e19, 0.5, -0.0, dtype=dtype)
        for to in DTYPES:
            yield "to", [x], {"dtype": dtype_name(to)}
    for to in DTYPES:
        yield "to", [full(-1, 256, 2**31, -2**31 - 1, 2**53 + 1, 2**63 - 1, 0, dtype=i64)], {
            "dtype": dtype_name(to)}


def pairs():
    shapes = [((0,), (1,)), ((0,), (2,)), ((2, 0), (0,)), ((2, 0), (1,)), ((2, 0), (2, 1)), ((), (0,)),
              ((2, 3), (3, 2)), ((2, 1), (3,)), ((1,), ()), ((2, 3), (2,)), ((0, 3), (1, 3)),
              ((0, 3), (2, 3)), ((1, 0), (2, 1))]
    for name in ("add", "sub", "mul", "div", "maximum", "minimum", "pow", "eq", "lt", "remainder",
                 "atan2", "fmod", "floor_divide", "logical_and"):
        for a, b in shapes:
            yield name, [ones(*a), ones(*b)], {}
        for a in DTYPES:
            yield name, [full(1, 0, dtype=a), full(1, 1, dtype=a)], {}
        yield name, [full(nan, inf, -inf, inf, -0.0, 0.0, 1.0), full(1.0, inf, inf, -1.0, 0.0, 0.0, nan)], {}
        yield name, [full(5, -5, 5, -5, dtype=i64), full(3, 3, -3, -3, dtype=i64)], {}
        yield name, [full(5., -5., 5., -5.), full(3., 3., -3., -3.)], {}
    for condition in (full(1, 0, dtype=boolean), ones(0, dtype=boolean), ones(1, dtype=i64)):
        yield "where", [condition, ones(2), ones()], {}
        yield "where", [condition, ones(2), ones(2, dtype=f64)], {}


def products():
    shapes = [((2, 0), (0, 3)), ((0, 2), (2, 3)), ((0,), (0,)), ((2, 3), (3,)), ((0, 3), (3,)),
              ((2, 0), (0,)), ((3,), (3, 2)), ((0,), (0, 2)), ((1, 2, 0), (0, 2)), ((0, 2, 3), (3, 2)),
              ((0, 2, 3), (1, 3, 2)), ((2, 2, 3), (3, 3, 2)), ((), ()), ((3,), ()), ((2, 3), (2, 3)),
              ((1, 2, 3), (2, 3, 1)), ((3, 0), (3, 0)), ((2, 1, 2, 3), (3, 3, 1)), ((1,), (2,)),
              ((0,), (1,))]
    for name in ("matmul", "mm", "mv", "dot", "bmm", "outer"):
        for a, b in shapes:
            yield name, [ones(*a), ones(*b)], {}
        for dtype in DTYPES:
            for size in ((2,), (2, 2), (1, 2, 2)):
                yield name, [ones(*size, dtype=dtype), ones(*size, dtype=dtype)], {}
        yield name, [ones(2, 2), ones(2, 2, dtype=f64)], {}
        yield name, [ones(2, 2), ones(2, dtype=i64)], {}
        yield name, [full(inf, nan, 0.0, 1.0).reshape(2, 2), full(0.0, 1.0)], {}
    for x, w in (((2, 3), (4, 3)), ((2, 3), (3, 4)), ((0, 3), (4, 3)), ((2, 0), (4, 0)), ((3,), (4, 3)),
                 ((2, 2, 3), (4, 3)), ((2, 3), (0, 3)), ((2, 3), (3,)), ((), (4, 3))):
        yield "linear", [ones(*x), ones(*w)], {}


def shapes():
    for shape in ([2, 3], [3, -1], [-1], [0], [7], [-1, 0], [6, 1, 1], [-1, -1], [-2, 3], []):
        for given in ((6,), (2, 3), (0,), (2, 0), ()):
            yield "reshape", [ones(*given)], {"shape": shape}
            yield "expand", [ones(*given)], {"shape": shape}
    for given in ((), (0,), (2,), (2, 1), (1, 0, 1)):
        x = ones(*given)
        for dim in (-4, -3, -2, -1, 0, 1, 2, 3):
            yield "unsqueeze", [x], {"dim": dim}
            yield "squeeze", [x], {"dim": dim}
            yield "cumsum", [x], {"dim": dim}
            yield "flatten", [x], {"start_dim": dim}
            yield "select", [x], {"dim": dim, "index": 0}
            yield "transpose", [x], {"dim0": 0, "dim1": dim}
            yield "split", [x], {"split_size_or_sections": 1, "dim": dim}
            yield "stack", [x, x], {"dim": dim}
            yield "cat", [x, x], {"dim": dim}
        for index in (-3, -2, 1, 2):
            yield "select", [x], {"dim": 0, "index": index}
        yield "squeeze", [x], {}
        yield "trace", [x], {}
        yield "tril", [x], {}
    for dims in ([0, 1], [1, 0], [0, 0], [0], [-1, -2], [0, 2], [0, 1, 2], []):
        yield "permute", [ones(2, 3)], {"dims": dims}
        yield "flip", [ones(2, 3)], {"dims": dims}
        yield "repeat", [ones(2, 3)], {"repeats": dims}
    for a, b in (((0,), (2, 3)), ((0, 3), (2, 3)), ((0, 2), (2, 3)), ((2,), (2, 1)), ((), (1,))):
        yield "cat", [ones(*a), ones(*b)], {"dim": 0}
        yield "stack", [ones(*a), ones(*b)], {"dim": 0}
    for a in DTYPES:
        for b in DTYPES:
            yield "cat", [ones(1, dtype=a), ones(1, dtype=b)], {"dim": 0}


def losses():
    for name in ("mse_loss", "l1_loss", "huber_loss"):
        for reduction in ("mean", "sum", "none"):
            for a, b in (((0,), (0,)), ((2, 0), (2, 0)), ((), ()), ((2,), (2,)), ((2, 0), (0,))):
                yield name, [ones(*a), ones(*b)], {"reduction": reduction}
        yield name, [ones(2), ones(2)], {"reduction": "average"}
        yield name, [ones(2, dtype=i64), ones(2, dtype=i64)], {}
        yield name, [ones(2), ones(2, dtype=f64)], {}
    labels = lambda *values, dtype=i64: torch.tensor(values, dtype=dtype)  # noqa: E731
    for name in ("cross_entropy", "nll_loss"):
        for reduction in ("mean", "sum", "none"):
            yield name, [ones(0, 3), labels()], {"reduction": reduction}
            yield name, [ones(2, 3), labels(0, 2)], {"reduction": reduction}
            yield name, [ones(3), labels(1).reshape(())], {"reduction": reduction}
            yield name, [ones(2, 3), labels(-100, -100)], {"reduction": reduction}
        yield name, [ones(2, 0), labels(0, 0)], {}
        yield name, [ones(2, 3), labels(0, 3)], {}
        yield name, [ones(2, 3), labels(0, -1)], {}
        yield name, [ones(2, 3), labels(0, 1, 2)], {}
        yield name, [ones(2, 3), labels(0, 1, dtype=i32)], {}
        yield name, [ones(2, 3, dtype=i64), labels(0, 1)], {}
        yield name, [ones(), labels(0).reshape(())], {}
        yield name, [full(nan, 1.0, inf, 0.0).reshape(2, 2), labels(0, 1)], {"reduction": "none"}
        yield name, [full(-inf, 1.0, -inf, -inf).reshape(2, 2), labels(1, 1)], {"reduction": "none"}


def called(op, inputs, args):
    x = inputs[0]
    if op in ("cat", "stack"):
        return getattr(torch, op)(inputs, **args)
    if op == "T":
        return x.permute(*reversed(range(x.dim())))
    if op == "to":
        return x.to(getattr(torch, args["dtype"]))
    if op == "relu" and x.dtype == boolean:
        return torch.relu(x)
    if op in ("softmax", "log_softmax", "softmin") and not args:
        args = {"dim": 0}
    in_functional = op not in vars(torch) or op in ("softmax", "log_softmax")
    where = F if in_functional and hasattr(F, op) else torch
    if not hasattr(where, op):
        return getattr(x, op)(*inputs[1:], *args.values())
    return getattr(where, op)(*inputs, **args)


def described(tensor):
    words = [dtype_name(tensor.dtype), list(tensor.shape)]
    return words if (tensor == 1).all() else [*words, tensor]


def record():
    cases = {}
    for group in (without_elements, conversions, pairs, products, shapes, losses):
        for op, inputs, args in group():
            try:
                result = called(op, inputs, args)
                results = [described(r) for r in
                           (result if isinstance(result, (tuple, list)) else [result])]
            except (RuntimeError, IndexError, ValueError, TypeError):
                results = None
            case = [op, args, [described(x) for x in inputs], results]
            cases[encode(case[:3])] = case
    return {"cases": list(cases.values())}
