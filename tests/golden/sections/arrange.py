"""Reductions and what chooses, orders, cuts and repeats elements, in the format of cases.py.

"node" is the name of the result's node in the graph. norm is recorded from torch.linalg, whose node
later versions of PyTorch print for torch.norm, too.
"""
import torch
import torch.nn.functional as F

from .cases import CASES, boolean, given, inf, int64, nan, spread
from .cases import add_with_node as add


def uint8(shape, values):
    return given(shape, values, "uint8")


def int32(shape, values):
    return given(shape, values, "int32")


def pair(function):
    return lambda *t, **args: tuple(function(*t, **args))


def values_only(function):
    """Where PyTorch's gradient is an error, or of no use."""
    return lambda *t, **args: function(*(x.detach() for x in t), **args)


X = spread(3, 4)
CUBE = spread(2, 3, 4, turn=1)
TIED = given((3, 4), [1.0, 3.0, 3.0, 0.0, -1.0, -1.0, -2.0, -1.0, 5.0, 4.0, 3.0, 5.0])
NANS = given((3, 4), [1.0, nan, 2.0, nan, 3.0, 2.0, 1.0, inf, -inf, 0.0, nan, -1.0])
WHOLE = int64((2, 3), [3, -1, 4, -1, 5, -9])
BYTES = uint8((2, 3), [200, 0, 255, 1, 2, 0])
TRUTH = boolean((2, 3), [True, False, True, True, True, True])
NUMBER = given((), [1.5])


def extremes():
    for op in ("max", "min"):
        f = getattr(torch, op)
        add(f"{op} of nan", op, f, [NANS])
        for name, x, dim in [("nan 1", NANS, 1), ("nan 0", NANS, 0), ("ties 0", TIED, 0),
                             ("3-d 1", CUBE, 1), ("3-d -3", CUBE, -3), ("0-d", NUMBER, 0),
                             ("0-d -1", NUMBER, -1), ("none of rows", spread(0, 3), 1),
                             ("bool", TRUTH, 1), ("uint8", BYTES, 0),
                             ("int32", int32((3,), [2, -7, 2]), 0)]:
            add(f"{op} along, {name}", op, pair(f), [x], dim=dim)
        add(f"{op} keepdim 0-d", op, pair(f), [NUMBER], dim=0, keepdim=True)
        add(f"{op} 3-d keepdim", op, pair(f), [CUBE], dim=1, keepdim=True)
        for name, x in [("0-d", NUMBER), ("bool", TRUTH), ("uint8", BYTES), ("int64", WHOLE)]:
            add(f"{op} of all, {name}", op, f, [x])
    for op in ("argmax", "argmin"):
        f = getattr(torch, op)
        for name, x in [("", X), (" ties", TIED), (" nan", NANS), (" 0-d", NUMBER),
                        (" int64", WHOLE)]:
            add(f"{op} of all{name}", op, f, [x])
        for name, x, dim in [("ties", TIED, 1), ("nan", NANS, 0), ("3-d", CUBE, -2),
                             ("0-d", NUMBER, -1), ("none of rows", spread(0, 3), 1),
                             ("uint8", BYTES, 1)]:
            add(f"{op} along, {name}", op, f, [x], dim=dim)
        add(f"{op} keepdim", op, f, [X], dim=1, keepdim=True)


def moments():
    constant = given((2, 3), [2.0] * 6)
    odd = (" 0-d", " of one", " of none")
    for op in ("var", "std"):
        f = getattr(torch, op)
        for unbiased in (True, False):
            suffix = "" if unbiased else " biased"
            for name, x in [("", X), (" 0-d", NUMBER), (" of one", given((1,), [2.0])),
                            (" constant", constant), (" far off", given((4,), [
                                4096.25, 4096.5, 4096.75, 4097.0])), (" of none", spread(0, 2))]:
                add(f"{op}{suffix}{name}", op, values_only(f) if name in odd else f, [x],
                    unbiased=unbiased)
            for dim in ([0], [1], [-1], [0, 1]):
                for keep in (False, True):
                    add(f"{op}{suffix} {dim}{' keepdim' if keep else ''}", op, f, [X], dim=dim,
                        unbiased=unbiased, keepdim=keep)
            add(f"{op}{suffix} 3-d", op, f, [CUBE], dim=[0, -1], unbiased=unbiased)
            add(f"{op}{suffix} none along 0", op, f, [spread(0, 2)], dim=[0], unbiased=unbiased)
            add(f"{op}{suffix} none along 1", op, f, [spread(0, 2)], dim=[1], unbiased=unbiased)


def norms():
    f = torch.linalg.vector_norm

    def norm(x, p, dim=None, keepdim=False):
        return f(x, p, dim, keepdim)

    for p in (0.5, 1.0, 1.5, 2.0, 3.0, -1.0, inf, -inf):
        add(f"norm {p}", "norm", norm, [X], p=p)
        add(f"norm {p} [0]", "norm", norm, [X], p=p, dim=[0])
        add(f"norm {p} [0, 2] keepdim", "norm", norm, [CUBE], p=p, dim=[0, 2], keepdim=True)
        add(f"norm {p} with zeros", "norm", norm, [given((4,), [0.0, 1.0, -2.0, 0.0])], p=p)
        add(f"norm {p} of a number", "norm", norm, [given((), [-1.5])], p=p)
    for p in (0.5, 1.0, 1.5, 2.0, 3.0, inf):
        add(f"norm {p} of zeros", "norm", norm, [given((3,), [0.0] * 3)], p=p)
        add(f"norm {p} of nan", "norm", values_only(norm), [NANS], p=p)
    add("norm inf ties", "norm", norm, [given((3,), [2.0, 0.0, -2.0])], p=inf)
    add("norm 0", "norm", values_only(norm), [given((4,), [0.0, 1.0, nan, 2.0])],
        p=0)
    for p in (0.5, 1.0, 2.0, 3.0):
        add(f"norm {p} of none", "norm", norm, [spread(0)], p=p)


def products_and_sums():
    for name, x in [("", X), (" one zero", given((4,), [2.0, 0.0, 3.0, -1.0])),
                    (" two zeros", given((4,), [2.0, 0.0, 0.0, -1.0])), (" 0-d", NUMBER),
                    (" of none", spread(0, 2)), (" int64", WHOLE), (" bool", TRUTH),
                    (" uint8", BYTES), (" nan", NANS)]:
        add(f"prod{name}", "prod", torch.prod, [x])
    zeros = given((3, 3), [1.0, 2.0, -3.0, 0.0, 2.0, 5.0, 0.0, 4.0, 0.0])
    for dim, keep in [(0, False), (1, False), (-1, True)]:
        for name, x in [("", X), (" zeros", zeros), (" bool", TRUTH)]:
            add(f"prod {dim}{' keepdim' if keep else ''}{name}", "prod", torch.prod, [x], dim=dim,
                keepdim=keep)
    add("prod 3-d", "prod", torch.prod, [CUBE], dim=1)
    add("prod 3-d zeros", "prod", torch.prod, [given((2, 2, 2), [
        0.0, 2.0, 3.0, 0.0, 5.0, -1.0, 2.0, 4.0])], dim=1)
    add("prod 0-d 0", "prod", torch.prod, [NUMBER], dim=0)
    add("prod none along 0", "prod", torch.prod, [spread(0, 2)], dim=0)

    for name, x, dim in [("", X, -1), (" 3-d", CUBE, 1), (" 0-d", NUMBER, 0),
                         (" of none", spread(0, 2), 0), (" bool", TRUTH, 1),
                         (" uint8", BYTES, 1), (" int32", int32((2,), [2**31 - 1, 1]), 0),
                         (" nan", NANS, 1)]:
        add(f"cumsum{name} {dim}", "cumsum", torch.cumsum, [x], dim=dim)
    add("sum 0-d 0", "sum", torch.sum, [NUMBER], dim=[0])
    add("sum uint8", "sum", torch.sum, [BYTES])
    add("sum int32 [1]", "sum", torch.sum, [int32((1, 2), [2**31 - 1, 1])], dim=[1])
    add("mean 3-d", "mean", torch.mean, [CUBE], dim=[-1, 0])
    add("mean 0-d -1", "mean", torch.mean, [NUMBER], dim=[-1])
    add("logsumexp nan", "logsumexp", values_only(torch.logsumexp), [NANS],
        dim=1)
    add("logsumexp int64", "logsumexp", torch.logsumexp, [WHOLE], dim=1)

    for name, x in [("", X), (" wide", spread(2, 5)), (" of none", spread(0, 3)),
                    (" int64", WHOLE)]:
        add(f"trace{name}", "trace", torch.trace, [x])


def truths():
    none = boolean((0, 2), [])
    for op in ("any", "all"):
        f = getattr(torch, op)
        for name, x in [("", TRUTH), (" of none", none), (" uint8", BYTES), (" int64", WHOLE),
                        (" nan", given((2,), [nan, 0.0])), (" zeros", given((2,), [0.0, -0.0])),
                        (" 0-d", boolean((), [True]))]:
            add(f"{op}{name}", op, f, [x])
        for name, x, dim, keep in [("0", TRUTH, 0, False), ("1 keepdim", TRUTH, 1, True),
                                   ("-1 uint8", BYTES, -1, False), ("none 0", none, 0, False),
                                   ("none 1", none, 1, False)]:
            add(f"{op} {name}", op, f, [x], dim=dim, keepdim=keep)

    def equal(a, b):
        return torch.tensor(torch.equal(a, b))

    def allclose(a, b, **args):
        return torch.tensor(torch.allclose(a, b, **args))

    a, b = given((2,), [1.0, 2.0]), given((2,), [1.0, 2.0078125])
    for name, x, y in [("same", a, a), ("not", a, b), ("nan", given((1,), [nan]),
                       given((1,), [nan])), ("shapes", a, given((1, 2), [1.0, 2.0])),
                       ("int64", WHOLE, WHOLE), ("none", spread(0), spread(0))]:
        add(f"equal {name}", "equal", equal, [x, y])
    for name, x, y, args in [
            ("same", a, a, {}), ("not", a, b, {}), ("rtol", a, b, {"rtol": 0.0078125}),
            ("atol", a, b, {"atol": 0.0078125}), ("nan", NANS, NANS, {}),
            ("equal_nan", NANS, NANS, {"equal_nan": True}), ("infinite", given((2,), [inf, -inf]),
             given((2,), [inf, -inf]), {}), ("other infinity", given((1,), [-inf]),
             given((1,), [inf]), {}), ("finite and infinite", given((1,), [1.0]),
             given((1,), [inf]), {}), ("broadcast", given((2, 1), [1.0, 1.0]),
             given((3,), [1.0] * 3), {}), ("none", spread(0), spread(0), {})]:
        add(f"allclose {name}", "allclose", allclose, [x, y], **args)


def choices():
    def gather(x, index, dim):
        return torch.gather(x, dim, index)

    def scatter_add(x, index, src, dim):
        return torch.scatter_add(x, dim, index, src)

    def index_select(x, index, dim):
        return torch.index_select(x, dim, index)

    rows, few = int64((2, 4), [0, 2, 2, 1, 1, 1, 0, 2]), int64((2, 2), [3, 0, 0, 2])
    for name, x, dim, index in [("0", X, 0, rows), ("1", X, 1, few), ("-1 repeated", X, -1,
                                int64((1, 6), [3, 3, 3, 0, 1, 1])),
                                ("3-d", CUBE, 1, int64((1, 2, 4), [2, 1, 0, 0, 1, 1, 2, 0])),
                                ("none", X, 0, int64((0, 2), [])), ("0-d", NUMBER, 0,
                                int64((), [0])), ("0-d by two", NUMBER, 0, int64((2,), [0, 0]))]:
        add(f"gather {name}", "gather", gather, [x, index], dim=dim)
    add("gather int64", "gather", gather, [WHOLE, int64((1, 3), [1, 0, 1])], dim=0)
    for name, x, dim, index, src in [
            ("0", X, 0, rows, spread(2, 4, turn=3)), ("1", X, 1, int64((3, 5), [
                0, 1, 2, 3, 0, 3, 3, 3, 3, 3, 1, 0, 1, 0, 1]), spread(3, 5, turn=3)),
            ("none", X, 0, int64((0, 4), []), spread(0, 4))]:
        add(f"scatter_add {name}", "scatter_add", scatter_add, [x, index, src], dim=dim)
    add("scatter_add larger src", "scatter_add", lambda x, i, s, dim: scatter_add(
        x, i, s.detach(), dim), [X, few, spread(3, 4, turn=3)], dim=1)
    add("scatter_add int64", "scatter_add", scatter_add,
        [WHOLE, int64((1, 3), [1, 1, 1]), int64((1, 3), [10, 20, 30])], dim=0)
    for name, x, dim, index in [("0", X, 0, int64((4,), [2, 0, 2, 2])), ("-1", CUBE, -1,
                                int64((2,), [3, 1])), ("int32", X, 1, int32((2,), [3, 0])),
                                ("none", X, 0, int64((0,), [])), ("a number", X, 0,
                                int64((), [1])), ("0-d", NUMBER, 0, int64((1,), [0]))]:
        add(f"index_select {name}", "index_select", index_select, [x, index], dim=dim)

    mask = boolean((3, 4), [i % 3 == 0 for i in range(12)])
    row, column = boolean((4,), [True, False, False, True]), boolean((3, 1), [True, False, True])
    larger = boolean((2, 1, 4), [True, False, False, True, False, True, False, False])
    for name, x, m in [("", X, mask), (" row", X, row), (" column", X, column),
                       (" that widens", X, larger), (" 0-d", NUMBER, row),
                       (" by a number", X, boolean((), [True])), (" int64", WHOLE, TRUTH),
                       (" bool", TRUTH, TRUTH)]:
        add(f"masked_fill{name}", "masked_fill", torch.masked_fill, [x, m], value=-2)
        add(f"masked_select{name}", "masked_select", torch.masked_select, [x, m])
    add("masked_fill inf", "masked_fill", torch.masked_fill, [X, mask], value=-inf)
    add("masked_fill nan hidden", "masked_fill", torch.masked_fill,
        [NANS, boolean((4,), [False, True, True, True])], value=0)
    add("masked_fill_", "masked_fill_", lambda x, m, value: (x * 1).masked_fill_(m, value),
        [X, row], value=0.5)
    add("masked_select none", "masked_select", torch.masked_select, [X, boolean((1,), [False])])
    for name, x in [("", X), (" nan", NANS), (" int64", WHOLE), (" bool", TRUTH),
                    (" 0-d", NUMBER), (" 0-d zero", given((), [0.0])), (" none", spread(0, 2))]:
        add(f"nonzero{name}", "nonzero", torch.nonzero, [x])
    labels = int64((2, 2), [0, 3, 1, 0])
    for name, x, args in [("", labels, {}), (" 5", labels, {"num_classes": 5}),
                          (" 0-d", int64((), [2]), {}), (" none", int64((0,), []),
                          {"num_classes": 3})]:
        add(f"one_hot{name}", "one_hot", F.one_hot, [x], **args)


    counted = int64((5,), [3, 0, 3, 1, 3])
    for name, x, args in [("", [counted], {}), (" 7", [counted], {"minlength": 7}),
                          (" weights", [counted, spread(5)], {}),
                          (" int32", [int32((2,), [2, 0])], {}), (" uint8", [uint8((1,), [200])], {}),
                          (" none", [int64((0,), [])], {}),
                          (" none but 2", [int64((0,), [])], {"minlength": 2})]:
        add(f"bincount{name}", "bincount", values_only(torch.bincount), x, **args)


def draws():
    def seeded(function):
        def call(*inputs, seed, **args):
            torch.manual_seed(seed)
            return function(*(x.detach() for x in inputs), **args)
        return call

    uneven, rows = given((4,), [0.5, 3, 0, 1.5]), given((2, 3), [1, 2, 3, 0, 0.25, 0.75])
    many = given((40,), [(7 * i % 11) / 4 for i in range(40)])
    for seed in (0, 42):
        for name, x, n, replacement in [
                ("a coin", given((2,), [0.5, 0.5]), 30, True), ("uneven", uneven, 20, True),
                ("rows", rows, 6, True), ("many", many, 50, True), ("one", uneven, 1, True),
                ("one of rows", rows, 1, False), ("two", uneven, 2, False),
                ("two of rows", rows, 2, False), ("many apart", many, 20, False)]:
            add(f"multinomial {name}, seed {seed}", "multinomial", seeded(torch.multinomial), [x],
                seed=seed, num_samples=n, replacement=replacement)
        add(f"bernoulli, seed {seed}", "bernoulli", seeded(torch.bernoulli),
            [given((2, 3), [0, 0.25, 0.5, 0.75, 1, 0.125])], seed=seed)


def orders():
    for name, x, dim in [("", X, -1), (" 0", X, 0), (" ties", TIED, 1), (" nan", NANS, 1),
                         (" nan 0", NANS, 0), (" 3-d 1", CUBE, 1), (" 0-d", NUMBER, 0),
                         (" none", spread(0, 3), 0), (" none of rows", spread(0, 3), 1),
                         (" int64", WHOLE, 1), (" bool", TRUTH, 1), (" uint8", BYTES, 1)]:
        for descending in (False, True):
            suffix = name + (" descending" if descending else "")
            add(f"sort{suffix}", "sort", pair(torch.sort), [x], dim=dim, descending=descending)
            add(f"argsort{suffix}", "argsort", torch.argsort, [x], dim=dim, descending=descending)
    one_nan = given((5,), [1.0, nan, 0.0, inf, -inf])
    for largest in (True, False):
        suffix = "" if largest else " smallest"
        for name, x, k, dim in [("", X, 2, -1), (" 0", X, 2, 0), (" all", X, 4, 1),
                                (" nan", one_nan, 3, 0), (" 0-d", NUMBER, 1, 0),
                                (" k 0", X, 0, 1), (" 3-d", CUBE, 1, 1), (" int64", WHOLE, 2, 1),
                                (" none", spread(0, 3), 2, 1)]:
            add(f"topk{name}{suffix}", "topk", pair(torch.topk), [x], k=k, dim=dim,
                largest=largest)


def pieces():
    for name, x, repeats in [("2 1", X, [2, 1]), ("1 3", X, [1, 3]), ("2 1 2", X, [2, 1, 2]),
                             ("of a vector", spread(3), [2, 2]), ("0-d", NUMBER, [3]),
                             ("0-d once", NUMBER, []), ("nothing", X, [0, 2]),
                             ("none", spread(0, 2), [2, 2]), ("int64", WHOLE, [1, 2])]:
        add(f"repeat {name}", "repeat", lambda x, repeats: x.repeat(repeats), [x],
            repeats=repeats)
    for name, x, dims in [("0", X, [0]), ("-1", X, [-1]), ("0 1", X, [0, 1]), ("3-d", CUBE,
                          [2, 0]), ("0-d", NUMBER, [0]), ("no dims", X, []), ("none",
                          spread(0, 3), [0, 1]), ("bool", TRUTH, [1])]:
        add(f"flip {name}", "flip", torch.flip, [x], dims=dims)

    def joined(function):
        return lambda x, size, dim: torch.cat(function(x, size, dim)[::-1], dim)

    for name, x, size, dim in [("2", X, 2, 0), ("3 of columns", X, 3, 1), ("larger", X, 7, 0),
                               ("1", CUBE, 1, -2), ("[1, 2]", X, [1, 2], 0),
                               ("[0, 3, 1]", X, [0, 3, 1], -1)]:
        add(f"split backwards {name}", "split backwards", joined(torch.split), [x], size=size,
            dim=dim)
    for name, x, size, dim in [("2", X, 2, 0), ("3", spread(5), 4, 0), ("7", X, 7, 1)]:
        add(f"chunk backwards {name}", "chunk backwards", joined(torch.chunk), [x], size=size,
            dim=dim)
    for op, parameter, size in [("split", "split_size_or_sections", 2), ("chunk", "chunks", 2),
                                ("split_with_sizes", "split_sizes", [1, 2])]:
        add(f"{op}, first", op, lambda x, f=getattr(torch, op), **args: f(x, *args.values())[0],
            [X], **{parameter: size})
    for op in ("tril", "triu"):
        f = getattr(torch, op)
        for diagonal in (-5, -1, 0, 1, 9):
            add(f"{op} {diagonal}", op, f, [X], diagonal=diagonal)
        for name, x in [("3-d", CUBE), ("nan", NANS), ("tall", spread(4, 2)), ("int64", WHOLE),
                        ("bool", TRUTH), ("none", spread(0, 3))]:
            add(f"{op} {name}", op, f, [x])


def shapes():
    line = spread(1, 3, 1)
    add("view", "view", lambda x, shape: x.view(shape), [X], shape=[2, -1])
    add("view of none", "view", lambda x, shape: x.view(shape), [spread(0, 2)], shape=[2, 0, 3])
    for name, x in [("", X), (" of a vector", spread(3)), (" 0-d", NUMBER)]:
        add(f"t{name}", "t", torch.t, [x])
    for name, x in [("all", line), ("none of it", X), ("0-d", NUMBER), ("to 0-d",
                    given((1, 1), [2.0]))]:
        add(f"squeeze {name}", "squeeze", torch.squeeze, [x])
    add("bmm", "bmm", torch.bmm, [spread(2, 2, 3), spread(2, 3, 2, turn=1)])
    add("bmm of none", "bmm", torch.bmm, [spread(2, 2, 0), spread(2, 0, 2)])
    add("bmm int64", "bmm", torch.bmm, [int64((1, 1, 2), [2, 3]), int64((1, 2, 1), [4, 5])])
    add("outer", "outer", torch.outer, [spread(3), spread(2, turn=1)])
    add("outer mixed", "outer", torch.outer, [spread(3), int64((2,), [3, -1])])
    add("outer of none", "outer", torch.outer, [spread(0), spread(2)])
    for args in [dict(start=0, end=1, steps=5), dict(start=3, end=-1, steps=8),
                 dict(start=2, end=5, steps=1), dict(start=2, end=5, steps=0),
                 dict(start=0.1, end=0.7, steps=7)]:
        add(f"linspace {list(args.values())}", "linspace", torch.linspace, [], **args)
    for n, m in [(3, None), (2, 3), (3, 1), (0, 2)]:
        add(f"eye {n} {m}", "eye", lambda n, m=None: torch.eye(n, n if m is None else m), [],
            **({"n": n} if m is None else {"n": n, "m": m}))
    add("full_like", "full_like", lambda x, fill_value: torch.full_like(x, fill_value),
        [WHOLE], fill_value=2.5)
    add("cat with a vector of none", "cat", lambda *t, dim: torch.cat(t, dim),
        [spread(2, 3), spread(0), spread(1, 3, turn=1)], dim=0)
    add("cat of nones", "cat", lambda *t, dim: torch.cat(t, dim), [spread(0), spread(0)], dim=0)
    add("cat -1", "cat", lambda *t, dim: torch.cat(t, dim), [CUBE, CUBE], dim=-1)
    add("cat mixed", "cat", lambda *t, dim: torch.cat(t, dim), [spread(2), int64((2,), [3, 4])],
        dim=0)
    add("stack 0-d", "stack", lambda *t, dim: torch.stack(t, dim), [NUMBER, given((), [2.0])],
        dim=0)
    add("stack -2", "stack", lambda *t, dim: torch.stack(t, dim), [X, spread(3, 4, turn=1)],
        dim=-2)


def record():
    CASES.clear()
    for group in (extremes, moments, norms, products_and_sums, truths, choices, draws, orders,
                  pieces, shapes):
        group()
    names = [c["name"] for c in CASES]
    assert len(set(names)) == len(names)
    return {"weights": "w[i] = (5 * i % 7 + 1) / 4", "cases": list(CASES)}
