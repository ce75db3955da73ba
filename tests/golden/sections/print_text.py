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
    floats = [0., -0., 1., -1., 3.5, 1 / 3, 0.1, -2 / 3, 1e-4, 9.9e-5, 1e-5, 162754.7969,
              12345678., 1e8, 1.5e8, 1e10, 3.4e38, 0.99995, 0.00005, nan, inf, -inf]
    whole = [(0, i64), (-7, i64), (2**63 - 1, i64), (-2**63, i64), (3, i32), (255, u8),
             (True, boolean), (False, boolean)]
    cases = [(x, f32) for x in floats] + [(x, f64) for x in (1., 1 / 3, 1e-300, nan)] + whole
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


def with_gradients():
    def leaf(name, values, dtype=f32):
        x = torch.tensor(values, dtype=dtype, requires_grad=True)
        return {**case(f"requires_grad {name}", x), "requires_grad": True}

    cases = [leaf("0-d", 2.5), leaf("1-d", [0., 1., 2., 3.]), leaf("float64", [1., 0.5], f64),
             leaf("2-d", [[1., 2.], [3., 4.]]), leaf("empty", []),
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
    cases = (scalars() + vectors() + empties() + more_dimensions() + summaries()
             + with_gradients())
    return {"cases": cases, "tensors": tensors, "autograd": results}
