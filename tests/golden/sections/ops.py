"""Operations: outputs and gradients, in the format of cases.py."""
import torch
import torch.nn.functional as F

from .cases import CASES, add, boolean, given, inf, int64, nan, spread


def pointwise():
    signed = spread(2, 4)
    positive = spread(2, 4, low=0.25, high=4.25)
    wide = given((7,), [-100.0, -20.0, -0.5, 0.0, 0.5, 20.0, 100.0])
    for op, function, x in [
            ("neg", torch.neg, signed), ("abs", torch.abs, wide), ("square", torch.square, signed),
            ("exp", torch.exp, signed), ("log", torch.log, positive),
            ("sqrt", torch.sqrt, positive), ("tanh", torch.tanh, wide),
            ("sigmoid", torch.sigmoid, wide), ("relu", torch.relu, wide)]:
        add(op, op, function, [x])
    add("exp at its ends", "exp", torch.exp, [given((4,), [-200.0, 80.0, -inf, inf])])
    add("log at its ends", "log", torch.log, [given((4,), [0.0, inf, -1.0, 1.0])])
    add("sqrt at its ends", "sqrt", torch.sqrt, [given((4,), [0.0, inf, -1.0, 4.0])])
    add("relu of nan", "relu", torch.relu, [given((3,), [nan, -inf, inf])])
    add("prelu", "prelu", F.prelu, [wide, given((1,), [0.25])])

    binary = [("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div),
              ("maximum", torch.maximum), ("minimum", torch.minimum)]
    for op, function in binary:
        for a, b in [((2, 3), (2, 3)), ((3, 1), (1, 2)), ((2, 1, 4), (3, 1)), ((2, 3), ()),
                     ((), (3,)), ((2, 0), (1, 1))]:
            add(f"{op} {a} {b}".replace(",)", ")"), op, function,
                [spread(*a), spread(*b, low=0.5, high=2.5, turn=1)])
    for op, function in binary[:4]:
        add(f"{op} scalar", op, lambda x, scalar, f=function: f(x, scalar), [signed], scalar=1.5)
        add(f"{op} scalar first", op, lambda x, scalar_first, f=function: f(
            torch.tensor(scalar_first, dtype=x.dtype), x), [positive], scalar_first=1.5)
    add("div by zero", "div", torch.div, [given((3,), [1.0, 0.0, -1.0]), given((3,), [0.0] * 3)])
    ties = [given((3,), [1.0, 2.0, nan]), given((3,), [1.0, nan, 3.0])]
    add("maximum ties and nan", "maximum", torch.maximum, ties)
    add("minimum ties and nan", "minimum", torch.minimum, ties)

    for exponent in (0, 1, 2, 3, -1, 0.5, -0.5, 2.5):
        add(f"pow {exponent}", "pow", lambda x, exponent: x ** exponent, [positive],
            exponent=exponent)
    negative = given((5,), [-2.0, -0.5, 0.0, 0.5, 2.0])
    for exponent in (2, 3, 0, -2, 0.5):
        add(f"pow {exponent} about zero", "pow", lambda x, exponent: x ** exponent, [negative],
            exponent=exponent)
    add("pow base 2", "pow", lambda x, base: base ** x, [signed], base=2.0)
    add("pow base 0", "pow", lambda x, base: base ** x, [given((3,), [0.0, 1.0, 2.0])], base=0.0)
    add("pow of tensors", "pow", torch.pow, [positive, signed])
    add("pow of tensors (3, 1) (1, 2)", "pow", torch.pow,
        [spread(3, 1, low=0.25, high=2.25), spread(1, 2)])
    add("pow of tensors about zero", "pow", torch.pow,
        [given((4,), [0.0, 0.0, -2.0, 0.0]), given((4,), [0.0, 2.0, 3.0, -1.0])])

    at = given((5,), [-2.0, -1.0, 0.25, 1.0, 3.0])
    add("clamp both", "clamp", torch.clamp, [at], min=-1.0, max=1.0)
    add("clamp below", "clamp", torch.clamp, [at], min=0.0)
    add("clamp above", "clamp", torch.clamp, [at], max=0.5)
    mask = boolean((2, 3), [True, False, True, False, False, True])
    add("where", "where", torch.where, [mask, spread(2, 3), spread(2, 3, turn=3)])
    add("where broadcast", "where", torch.where, [mask, spread(2, 1), spread(3, turn=3)])
    add("clone", "clone", torch.clone, [signed])


def reductions():
    x = spread(3, 4)
    for op, function in [("sum", torch.sum), ("mean", torch.mean)]:
        add(op, op, function, [x])
        for dims in ([0], [1], [-1], [0, 1]):
            for keep in (False, True):
                add(f"{op} {dims}{' keepdim' if keep else ''}", op, function, [x], dim=dims,
                    keepdim=keep)
        add(f"{op} 3-d", op, function, [spread(2, 3, 4)], dim=[0, 2])
        add(f"{op} of none", op, function, [spread(0, 3)])
        add(f"{op} of none along 0", op, function, [spread(0, 3)], dim=[0])
    tied = given((3, 4), [1.0, 3.0, 3.0, 0.0, -1.0, -1.0, -2.0, -1.0, 5.0, 4.0, 3.0, 5.0])
    for op in ("max", "min"):
        function = getattr(torch, op)
        add(op, op, function, [x])
        add(f"{op} ties", op, function, [tied])
        for dim, keep in [(0, False), (1, False), (1, True), (-1, False)]:
            add(f"{op} {dim}{' keepdim' if keep else ''}", op, lambda t, f=function, **a: tuple(
                f(t, **a)), [x], dim=dim, keepdim=keep)
        add(f"{op} 1 ties", op, lambda t, f=function, **a: tuple(f(t, **a)), [tied], dim=1)
        add(f"{op} 1 nan", op, lambda t, f=function, **a: tuple(f(t, **a)),
            [given((2, 3), [1.0, nan, 2.0, 3.0, 2.0, 1.0])], dim=1)
    for dim in (0, 1):
        add(f"argmax {dim}", "argmax", torch.argmax, [x], dim=dim)
        add(f"argmax {dim} ties", "argmax", torch.argmax, [tied], dim=dim)
    add("argmax", "argmax", torch.argmax, [x])
    for dim in (0, 1):
        add(f"cumsum {dim}", "cumsum", torch.cumsum, [x], dim=dim)
    add("norm", "norm", torch.norm, [x])
    add("norm of 3, -4", "norm", torch.norm, [given((2,), [3.0, -4.0])])
    add("norm of zeros", "norm", torch.norm, [given((2,), [0.0, 0.0])])


def products():
    def matmul(a, b, transpose=(False, False)):
        a = a.transpose(-1, -2) if transpose[0] else a
        b = b.transpose(-1, -2) if transpose[1] else b
        return torch.matmul(a, b)

    for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)),
                 ((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 2)), ((2, 2, 3), (2, 3, 2)),
                 ((2, 2, 3), (1, 3, 2)), ((2, 1, 2, 3), (2, 3, 2)), ((2, 2, 3), (3,)),
                 ((3,), (2, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)), ((1, 1), (1, 1)),
                 ((1, 5), (5, 1)), ((5, 1), (1, 5))]:
        add(f"matmul {a} {b}".replace(",)", ")"), "matmul", matmul,
            [spread(*a), spread(*b, turn=2)])
    for a, b, transpose in [((3, 2), (3, 4), [True, False]), ((2, 3), (4, 3), [False, True]),
                            ((3, 2), (4, 3), [True, True]), ((2, 3, 2), (2, 3, 2), [True, False]),
                            ((2, 2, 3), (4, 3), [False, True])]:
        add(f"matmul {a} {b} transposed {transpose}", "matmul", matmul,
            [spread(*a), spread(*b, turn=2)], transpose=transpose)
    add("matmul (5, 17) (17, 4)", "matmul", matmul, [spread(5, 17, turn=1), spread(17, 4, turn=2)])
    add("mm", "mm", torch.mm, [spread(3, 2), spread(2, 4, turn=1)])
    add("mv", "mv", torch.mv, [spread(3, 2), spread(2, turn=1)])
    add("dot", "dot", torch.dot, [spread(5), spread(5, turn=1)])
    for x in [(2, 3), (2, 2, 3), (3,)]:
        add(f"linear {x}".replace(",)", ")"), "linear", F.linear,
            [spread(*x), spread(4, 3, turn=1), spread(4, turn=2)])
    add("linear without bias", "linear", F.linear, [spread(2, 3), spread(4, 3, turn=1)])


def losses():
    x = spread(3, 4, low=-4.0, high=4.0)
    far = given((2, 3), [1e4, -1e4, 0.0, -1e4, -1e4, -1e4])
    for op, function in [("softmax", torch.softmax), ("log_softmax", torch.log_softmax),
                         ("logsumexp", torch.logsumexp)]:
        add(f"{op} 1", op, function, [x], dim=1)
        add(f"{op} 0", op, function, [x], dim=0)
        add(f"{op} 3-d middle", op, function, [spread(2, 3, 2)], dim=1)
        add(f"{op} of large numbers", op, function, [far], dim=1)
    add("logsumexp keepdim", "logsumexp", torch.logsumexp, [x], dim=1, keepdim=True)
    labels = int64((3,), [2, 0, 3])
    for reduction in ("mean", "sum", "none"):
        add(f"cross_entropy {reduction}", "cross_entropy", F.cross_entropy, [x, labels],
            reduction=reduction)
        add(f"cross_entropy of large numbers {reduction}", "cross_entropy", F.cross_entropy,
            [far, int64((2,), [1, 2])], reduction=reduction)
        add(f"mse_loss {reduction}", "mse_loss", F.mse_loss, [spread(2, 3), spread(2, 3, turn=1)],
            reduction=reduction)


def python_index(parts):
    """[start, stop, step] is a slice, {"array": [...]} an array, "new" a new axis."""
    def one(p):
        if isinstance(p, list):
            return slice(*p)
        if isinstance(p, dict):
            return torch.tensor(p["array"])
        return None if p == "new" else p
    return tuple(one(p) for p in parts)


def shapes():
    x = spread(3, 4)
    for shape in ([4, 3], [12], [-1, 2], [2, 1, 6]):
        add(f"reshape {shape}", "reshape", torch.reshape, [x], shape=shape)
    add("reshape of a transpose", "transpose reshape", lambda t, shape: t.T.reshape(shape), [x],
        shape=[2, 6])
    add("T", "T", lambda t: t.T, [x])
    add("transpose 0 2", "transpose", torch.transpose, [spread(2, 3, 2)], dim0=0, dim1=2)
    add("transpose -1 -2", "transpose", torch.transpose, [spread(2, 3, 2)], dim0=-1, dim1=-2)
    add("permute", "permute", torch.permute, [spread(2, 3, 2)], dims=[2, 0, 1])
    add("unsqueeze", "unsqueeze", torch.unsqueeze, [x], dim=1)
    add("squeeze", "squeeze", torch.squeeze, [spread(3, 1, 2)], dim=1)
    add("flatten", "flatten", torch.flatten, [spread(2, 3, 2)], start_dim=1)
    add("expand", "expand", lambda t, shape: t.expand(shape), [spread(3, 1)], shape=[2, 3, 4])

    indices = {
        "row": [1], "last row": [-1], "rows": [[1, 3, 1]], "rows to the end": [[-2, None, 1]],
        "beyond the end": [[2, 99, 1]], "nothing": [[2, 1, 1]], "steps": [[None, None, 2]],
        "column": [[None, None, 1], 1], "element": [1, -2],
        "block": [[0, 2, 1], [1, None, 2]], "new axis": ["new", [None, None, 1], "new"],
        "array": [{"array": [2, 0]}], "array, repeated": [{"array": [1, 1, -1]}],
        "pairs": [{"array": [0, 1]}, {"array": [3, 0]}],
        "columns by array": [[None, None, 1], {"array": [1, 0, 1]}],
        "two-dimensional array": [{"array": [[0, 1], [2, 2]]}],
        "arrays that broadcast": [{"array": [[0], [2]]}, {"array": [1, 3]}],
    }
    for name, index in indices.items():
        add(f"index {name}", "index", lambda t, index: t[python_index(index)], [x], index=index)
    add("index 3-d mixed", "index", lambda t, index: t[python_index(index)], [spread(2, 3, 4)],
        index=[1, [1, None, 1], [None, None, 2]])
    mask = boolean((3, 4), [i % 3 == 0 for i in range(12)])
    add("mask", "mask", lambda t, m: t[m], [x, mask])
    add("mask of rows", "mask", lambda t, m: t[m], [x, boolean((3,), [True, False, True])])
    add("mask of nothing", "mask", lambda t, m: t[m], [x, boolean((3,), [False] * 3)])

    three = [spread(2, 3), spread(1, 3, turn=1), spread(2, 3, turn=2)]
    add("cat 0", "cat", lambda *t, dim: torch.cat(t, dim), three, dim=0)
    add("cat 1", "cat", lambda *t, dim: torch.cat(t, dim), three[::2], dim=1)
    add("cat with an empty one", "cat", lambda *t, dim: torch.cat(t, dim),
        [spread(2, 3), spread(0, 3)], dim=0)
    for dim in (0, 1, -1):
        add(f"stack {dim}", "stack", lambda *t, dim: torch.stack(t, dim), three[::2], dim=dim)


def whole_numbers():
    x = int64((2, 3), [3, -1, 4, -1, 5, -9])
    add("int64 sum", "sum", torch.sum, [x])
    add("int64 sum [0]", "sum", torch.sum, [x], dim=[0])
    add("int64 cumsum 1", "cumsum", torch.cumsum, [x], dim=1)
    add("int64 max", "max", torch.max, [x])
    add("int64 max 1", "max", lambda t, dim: tuple(torch.max(t, dim)), [x], dim=1)
    add("int64 abs", "abs", torch.abs, [x])
    add("int64 neg", "neg", torch.neg, [x])
    add("int64 relu", "relu", torch.relu, [x])
    add("int64 clamp", "clamp", torch.clamp, [x], min=-1, max=3)
    add("int64 matmul", "matmul", torch.matmul, [x, int64((3, 2), [1, 2, 3, 4, 5, 6])])
    add("int64 dot", "dot", torch.dot, [int64((3,), [1, 2, 3]), int64((3,), [4, 5, -6])])
    add("bool sum", "sum", torch.sum, [boolean((2, 2), [True, False, True, True])])
    add("int64 exp", "exp", torch.exp, [int64((3,), [0, 1, -2])])
    add("int64 div", "div", torch.div, [x, int64((3,), [2, 3, 4])])


def record():
    CASES.clear()
    for group in (pointwise, reductions, products, losses, shapes, whole_numbers):
        group()
    names = [c["name"] for c in CASES]
    assert len(set(names)) == len(names)
    return {"weights": "w[i] = (5 * i % 7 + 1) / 4", "cases": list(CASES)}
