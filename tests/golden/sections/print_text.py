"""What str(tensor) gives, with every "torch." taken out.

cases     {name, dtype, shape, text} and the values: "values" all of them, or "arange" [start,
          step] for start + step * i and "set" [[index, value], ...] after it; "requires_grad" or
          "parameter" where it is one
autograd  {expression, text}: an expression of the tensors in "tensors", which need gradients, as
          Python writes it

Left out of autograd: reshape, flatten, norm and 2 ** x, whose nodes have other names in PyTorch 2.
"""
import torch

from .text import dtype_name

nan, inf = float("nan"), float("inf")
f32, f64, i64, i32, u8, boolean = (torch.float32, torch.float64, torch.int64, torch.int32,
                                   torch.uint8, torch.bool)


def text_of(tensor):
    return str(tensor).replace("torch.", "")


def case(name, tensor, **how):
    values = how or {"values": tensor}
    return {"name": name, "dtype": dtype_name(tensor.dtype), "shape": list(tensor.shape),
            **values, "text": text_of(tensor)}


def scalars():
    floats = [1000.5, 99999.5, 1e-45, -1e-3, 16777216., 0., -0., 1., -1., 3.5, 1 / 3, 0.1, -2 / 3, 1e-4, 9.9e-5, 1e-5, 162754.7969,
              12345678., 1e8, 1.5e8, 1e10, 3.4e38, 0.99995, 0.00005, nan, inf, -inf]
    whole = [(0, i64), (-7, i64), (2**63 - 1, i64), (-2**63, i64), (3, i32), (-2**31, i32), (255, u8), (0, u8),
             (True, boolean), (False, boolean)]
    cases = [(x, f32) for x in floats] + [(x, f64) for x in (1., 1 / 3, 1e-300, nan, -0., 1e-4, -inf)] + whole
    return [case(f"0-d {x} {dtype_name(t)}", torch.tensor(x, dtype=t)) for x, t in cases]


def vectors():
    rows = {
        "whole floats": [float(i) for i in range(12)],
        "one": [5.],
        "negative whole floats": [-1., 2., -30.],
        "halves": [1., 2.5],
        "negative at the widest": [1.5, -100.25, 3.],
        "negative zero": [-0., 0.],
        "negative zero among fractions": [-0., 1.5],
        "zeros": [0., 0., 0.],
        "exponentials": [162754.7969] * 8 + [2980.958, 8103.084, 22026.4648, 59874.1406],
        "ratio 1000": [1.5, 1500.],
        "ratio above 1000": [1.5, 1501.],
        "ratio above 1000, zeros apart": [0., 0.5, 501.],
        "whole, ratio 1000": [1., 1000.],
        "whole, ratio above 1000": [1., 1001.],
        "whole, 1e8": [1e8, 2e7],
        "whole, above 1e8": [1e8, 1.00000008e8],
        "below 1e-4": [0.00009, 0.05],
        "1e-4 rounded to float": [0.0001, 0.05],
        "negative, scientific": [-1e-5, 2e-5, 3.],
        "exponent of three digits": [1e-40, 1e38],
        "ties": [0.00005, 0.03125, 0.00015, 0.12345, 1.00005, 0.99995],
        "rounds up to one more digit": [9.99999, 99.99999],
        "nan among whole": [1., nan, 2.],
        "nan among zeros": [nan, 0., 0.],
        "nan among fractions": [0.25, nan],
        "only nan": [nan, nan],
        "infinities among fractions": [inf, 1.5, -inf],
        "infinities among whole": [inf, 1., -inf, 100.],
        "infinities and nan only": [inf, nan, -inf],
        "nan, scientific": [nan, 1e-6, inf],
        "wrapped at 80": [i / 8 for i in range(25)],
        "wrapped, negative": [(-1)**i * i * 10.0625 for i in range(20)],
        "wrapped, scientific": [10.**(i - 6) for i in range(13)],
        "full line": [0.5] * 9,
        "one past a full line": [0.5] * 10,
    }
    cases = [case(f"1-d {name}", torch.tensor(v)) for name, v in rows.items()]
    doubles = {"pair": [1., 2.5], "full line": [0.5] * 9, "suffix just fits": [0.5] * 6,
               "suffix just too long": [0.25] * 7, "wrapped": [i / 3 for i in range(18)],
               "tiny": [1e-200, 1.]}
    cases += [case(f"1-d float64 {name}", torch.tensor(v, dtype=f64))
              for name, v in doubles.items()]
    whole = [("int64", list(range(10)), i64), ("int64 negative", [3, -20, 100], i64),
             ("int64 wrapped", [i * i * i for i in range(40)], i64),
             ("int64 extremes", [-2**63, 2**63 - 1, 0, 1, 2], i64),
             ("int32", [1, -2, 3], i32), ("uint8", [0, 7, 255], u8),
             ("uint8 wrapped", list(range(0, 240, 8)), u8),
             ("bool", [True, False], boolean), ("bool true", [True, True], boolean),
             ("bool wrapped", [i % 3 == 0 for i in range(15)], boolean)]
    return cases + [case(f"1-d {name}", torch.tensor(v, dtype=t)) for name, v, t in whole]


def empties():
    shapes = [((0,), f32), ((0, 3), f32), ((2, 0), f32), ((3, 0, 2), f32), ((0,), i64),
              ((0,), boolean), ((0, 2), f64), ((0,), u8), ((1, 0), i64)]
    return [case(f"empty {list(s)} {dtype_name(t)}", torch.empty(s, dtype=t)) for s, t in shapes]


def more_dimensions():
    def count(*shape, dtype=f32, step=1.0, start=0.0):
        n = torch.Size(shape).numel()
        return (torch.arange(n, dtype=f64) * step + start).to(dtype).reshape(shape)

    tensors = {
        "2-d 1x1": count(1, 1),
        "2-d whole": count(3, 4),
        "2-d negative fractions": count(2, 3, step=1.25, start=-3),
        "2-d column": count(3, 1),
        "2-d int64": count(3, 4, dtype=i64),
        "2-d bool": count(2, 3, dtype=i64) % 2 == 0,
        "2-d wrapped rows": count(3, 20, step=0.5),
        "2-d nan": torch.tensor([[1., nan], [inf, -2.]]),
        "2-d float64": count(2, 2, dtype=f64, step=0.5),
        "2-d int32": count(2, 2, dtype=i32),
        "2-d scientific": torch.tensor([[1e-6, 1.], [100., 1e6]]),
        "2-d transposed": count(2, 3).T,
        "3-d zeros": torch.zeros(2, 3, 4),
        "3-d int64": count(2, 3, 4, dtype=i64),
        "3-d one inner": count(2, 1, 2, step=0.5),
        "3-d uint8": count(2, 2, 2, dtype=u8),
        "3-d wrapped rows": count(1, 2, 30, dtype=i64),
        "4-d": count(2, 2, 2, 2),
        "4-d ones": torch.ones(1, 1, 1, 1),
        "5-d": count(1, 2, 1, 2, 2, dtype=i64),
    }
    return [case(name, t) for name, t in tensors.items()]


def summaries():
    """More than 1000 elements: only the three at each end show, and only they decide the format."""
    def filled(name, shape, dtype=f32, start=0.0, step=1.0, at=()):
        flat = torch.arange(torch.Size(shape).numel(), dtype=f64) * step + start
        for i, value in at:
            flat[i] = value
        tensor = flat.to(dtype).reshape(shape)
        return case(f"summary {name}", tensor, arange=[start, step], set=[list(a) for a in at])

    return [
        filled("not yet", (1000,), i64, 7.0, 0.0),
        filled("1-d", (1001,)),
        filled("1-d fractions", (1001,), f32, 0.5, 0.25),
        filled("1-d fraction in the middle", (1200,), at=[(600, 0.5)]),
        filled("1-d large value in the middle", (1200,), f32, 1.5, 0.0, [(600, 1e9)]),
        filled("1-d large value at the edge", (1200,), f32, 1.5, 0.0, [(1199, 1e9)]),
        filled("1-d nan in the middle", (1200,), f32, 0.0, 0.0, [(600, nan), (601, -1e4)]),
        filled("1-d nan at the edge", (1200,), f32, 1.0, 0.0, [(0, nan), (1198, -inf)]),
        filled("1-d int64", (2000,), i64, -5.0, 3.0),
        filled("1-d int64 wide, wrapped", (2000,), i64, 1e12, 1.0),
        filled("1-d float64", (2000,), f64, 1.0, 0.125),
        filled("1-d uint8", (1001,), u8, 3.0, 0.0),
        filled("2-d", (40, 30), f32, 10.0),
        filled("2-d fractions", (60, 60), f32, -300.0, 0.5),
        filled("2-d few rows, scientific", (4, 300)),
        filled("2-d six rows", (6, 200), i64),
        filled("2-d seven rows", (7, 200), i64),
        filled("2-d few columns", (300, 4), f32, 5.0),
        filled("2-d seven columns", (200, 7), f32, 1.0, 0.5),
        filled("2-d large value in a hidden row", (40, 30), f32, 0.5, 0.0, [(300, 12345.0)]),
        filled("2-d large value in a hidden column", (40, 30), f32, 0.5, 0.0, [(15, 12345.0)]),
        filled("2-d bool", (40, 30), boolean, 1.0, 0.0, [(0, 0.0)]),
        filled("3-d", (12, 10, 10), f32, 2.0),
        filled("3-d fractions", (2, 3, 200), f32, 1.0, 0.5),
        filled("3-d ends that decide the width", (8, 8, 20), f32, 0.25, 0.0,
               [(0, -100.5), (1279, 200.0)]),
        filled("4-d", (2, 7, 9, 9), i64),
    ]


def corners():
    """Where the rules meet: width, mode and line length are decided by different elements."""
    rows = {
        "scientific, nan first": ([nan, nan, 1e-5], f32),
        "scientific, infinities wider than none": ([inf, -inf, 1.5e5, 2.], f32),
        "scientific, negative zero": ([-0., 1e-6, 3e5], f32),
        "scientific, whole": ([1e5, 1., 123456.], f32),
        "scientific, one whole above 1e8": ([0., 1e9], f32),
        "scientific, float64 of three digits": ([1e-300, -1e300, nan], f64),
        "scientific, float64 wrapped": ([10.**(i * 20 - 150) for i in range(14)], f64),
        "fixed, the least is 1e-4 exactly": ([1e-4, 0.05], f64),
        "fixed, just 1e8": ([1e8, 99999999.5], f64),
        "fixed, ratio 1000 of negatives": ([-0.5, -500.], f32),
        "scientific, just above ratio 1000": ([-0.5, 500.5], f32),
        "whole, minus infinity alone is wider": ([1., -inf], f32),
        "whole, nan is narrower": ([nan, 12345., -1.], f32),
        "whole, negative zero": ([-0., 7., 0.], f32),
        "whole, only negative zeros": ([-0., -0.], f32),
        "whole, nan and negative zero": ([nan, -0., inf], f32),
        "whole at 2**24": ([16777216., 16777217., 16777215.], f32),
        "whole beyond 2**53": ([9007199254740993., 9007199254740992.], f64),
        "halves round to even": ([0.5, 2.5, 0.00005, 0.00015, 0.00025], f64),
        "carries into a wider number": ([0.99999, 9.99996, 0.1], f64),
        "carries in the exponent": ([9.99996e-6, 9.99996e5], f64),
        "denormal": ([1e-45, 1e-40], f32),
        "a large float": ([-3.4e38, 1.], f32),
        "one nan": ([nan], f32),
        "one infinity": ([-inf], f64),
        "int64 of all widths": ([(-10)**i for i in range(19)], i64),
        "int32 extremes": ([-2**31, 2**31 - 1, 0], i32),
        "int64 full line": ([1000] * 12, i64),
        "int64 one past a full line": ([1000] * 13, i64),
        "uint8 full line": ([200] * 14, u8),
        "uint8 one past a full line": ([200] * 15, u8),
        "int32 suffix on its own line": ([10] * 17, i32),
        "bool full line": ([True, False] * 5, boolean),
        "bool only true, long": ([True] * 40, boolean),
        "float64 suffix, line just full": ([1.] * 11, f64),
        "float64 suffix, line overfull": ([1.] * 12, f64),
        "float64 suffix, 13 whole": ([1.] * 13, f64),
    }
    cases = [case(f"corner {name}", torch.tensor(v, dtype=t)) for name, (v, t) in rows.items()]

    def arranged(name, shape, dtype=f32, start=0.0, step=1.0, at=()):
        flat = torch.arange(torch.Size(shape).numel(), dtype=f64) * step + start
        for i, value in at:
            flat[i] = value
        tensor = flat.to(dtype).reshape(shape)
        return case(f"corner {name}", tensor, arange=[start, step], set=[list(a) for a in at])

    return cases + [
        arranged("summary 1-d of 1001 float64", (1001,), f64, 0.0, 0.5),
        arranged("summary 1-d bool", (1001,), boolean, 0.0, 1.0),
        arranged("summary 1-d int32 negative", (1001,), i32, -1000.0, 1.0),
        arranged("summary 1-d int64, wide value hidden", (1500,), i64, 0.0, 0.0, [(700, 1e15)]),
        arranged("summary 1-d scientific", (1200,), f32, 1e-6, 0.0, [(1, 1.0)]),
        arranged("summary 1-d only nan shows", (1200,), f32, 0.5, 0.0,
                 [(i, nan) for i in (0, 1, 2, 1197, 1198, 1199)]),
        arranged("summary 1-d negative zero shows", (1200,), f32, 1.0, 0.0, [(2, -0.0)]),
        arranged("summary 2-d one row", (1, 1001), i64),
        arranged("summary 2-d one column", (1001, 1), f32, 0.0, 0.25),
        arranged("summary 2-d 6 by 167", (6, 167)),
        arranged("summary 2-d 167 by 6", (167, 6), f64),
        arranged("summary 2-d 7 by 143, negative", (7, 143), i64, -500.0),
        arranged("summary 3-d 6 by 6 by 28", (6, 6, 28), u8, 0.0, 0.1),
        arranged("summary 3-d 7 by 7 by 21", (7, 7, 21), f32, 0.5, 0.5),
        arranged("summary 3-d 1 by 7 by 200", (1, 7, 200), i32),
        arranged("summary 4-d 1 by 1 by 32 by 32", (1, 1, 32, 32), f64, 0.125, 0.125),
        arranged("summary 5-d", (2, 1, 7, 2, 50), i64),
        arranged("summary rows longer than a line", (20, 100), f32, 1e6, 0.5),
        arranged("2-d bool wrapped", (2, 14), boolean, -3.0, 1.0),
        arranged("2-d int64 wrapped", (2, 30), i64, -10.0, 1.0),
        arranged("2-d float64 wrapped", (2, 12), f64, 0.5, 1.25),
        arranged("3-d float64 of one column", (2, 3, 1), f64, 0.5),
        arranged("4-d bool", (1, 2, 2, 3), boolean, 0.0, 1.0),
        arranged("6-d", (1, 1, 1, 2, 1, 11), f32, -1.0, 0.5),
    ]


def with_gradients():
    def leaf(name, values, dtype=f32):
        x = torch.tensor(values, dtype=dtype, requires_grad=True)
        return {**case(f"requires_grad {name}", x), "requires_grad": True}

    cases = [leaf("0-d", 2.5), leaf("1-d", [0., 1., 2., 3.]), leaf("float64", [1., 0.5], f64),
             leaf("2-d", [[1., 2.], [3., 4.]]), leaf("empty", []),
             leaf("0-d float64", 0.1, f64), leaf("nan", [nan, 1.]), leaf("scientific", [1e-6, 1.]),
             leaf("2-d of 26 whole", [[float(i) for i in range(26)]]),
             leaf("3-d", [[[0.5]], [[-1.5]]]), leaf("empty rows", [[], []]),
             leaf("float64 wraps twice", [[i + 0.5 for i in range(8)]] * 2, f64)]
    # The suffix moves to a line of its own at a fixed column: one case on each side of it.
    cases += [leaf(f"1-d {n} elements", [0.5] * n) for n in (5, 6, 7, 8, 9, 10)]
    cases += [leaf(f"1-d {n} whole", [float(i % 10) for i in range(n)]) for n in (11, 12, 13)]
    for name, values in (("1-d", [1., 2.]), ("2-d", [[0.5, -0.25]])):
        p = torch.nn.Parameter(torch.tensor(values))
        cases.append({**case(f"parameter {name}", p), "parameter": True})
    return cases


def autograd():
    tensors = {
        "x": torch.tensor([0., 1., 2., 3.]),
        "p": torch.tensor([0.5, 1., 2., 4.]),
        "A": torch.tensor([[1., -2., 3.], [-4., 5., 6.]]),
        "B": torch.tensor([[1., 0.5], [0., 2.], [3., -1.]]),
        "v": torch.tensor([1., 0.25, -1.]),
        "C": torch.ones(2, 3, 4),
        "w": torch.tensor([1. / (i + 1) for i in range(24)]),
        "d": torch.tensor([1., 2.5], dtype=f64),
    }
    expressions = """
        2 * torch.dot(x, x); x + 1; x + x; x - 1; 1 - x; x * 2; x * x; x / 2; x / p; -x; x ** 2
        x ** x
        x.abs(); x.exp(); p.log(); p.sqrt(); x.tanh(); x.sigmoid(); torch.relu(A); x.clamp(1, 2)
        torch.maximum(x, p); torch.minimum(x, p); torch.where(x > 1, x, p)
        x.sum(); A.sum(0); A.sum(1, keepdim=True); A.sum((0, 1)); A.mean(); A.mean(1); x.max()
        A.max(1).values; A.cumsum(0); torch.logsumexp(A, 1)
        torch.softmax(A, 1); torch.log_softmax(A, 1)
        torch.nn.functional.cross_entropy(A, torch.tensor([2, 0]))
        torch.nn.functional.mse_loss(x, p)
        A @ B; torch.mm(A, B); A @ v; torch.mv(A, v); torch.dot(x, p); C @ C.transpose(1, 2)
        torch.nn.functional.linear(A, A, p[:2]); torch.nn.functional.linear(A, A)
        A.T; A.t(); A.transpose(0, 1); C.permute(2, 0, 1); A.view(3, 2); x.unsqueeze(0)
        x.unsqueeze(0).squeeze(0); v.expand(2, 3); A[0]; A[1, 2]; x[1:3]; A[:, 1]
        x[torch.tensor([0, 2])]; x[x > 1]; torch.cat((x, p)); torch.stack((x, p)); x.clone()
        x.double(); d.float()
        d * 2; d.sum(); w * 2; w.double() * 2; w[:9] * 1; w[:8] * 1; w[:7] * 1; w[:6] * 1; w[:5] * 1
        torch.log_softmax(w[:5], 0); torch.log_softmax(w[:6], 0); torch.log_softmax(w[:7], 0)
        w[:4].double() * 1; w[:5].double() * 1; w[:6].double() * 1; w[:7].double() * 1
        w.double().sum(); torch.stack((C, C)); torch.logsumexp(C.double(), 1); (w * 1e-9).exp() * w
        C * 0.5; x.detach(); x == p; torch.zeros(0, 3) * A[:0]; (x * 2).sum() * 1e-6
    """
    for t in tensors.values():
        t.requires_grad_()
    sources = [e.strip() for line in expressions.strip().split("\n") for e in line.split(";")]
    named = [{"name": k, "dtype": dtype_name(t.dtype), "shape": list(t.shape), "values": t}
             for k, t in tensors.items()]
    results = [{"expression": e.replace("torch.", ""),
                "text": text_of(eval(e, {"torch": torch, **tensors}))} for e in sources]
    return named, results


def record():
    tensors, results = autograd()
    cases = (scalars() + vectors() + empties() + more_dimensions() + summaries() + corners()
             + with_gradients())
    return {"cases": cases, "tensors": tensors, "autograd": results}
