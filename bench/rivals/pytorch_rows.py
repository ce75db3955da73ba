#!/usr/bin/python3
"""PyTorch on the pointwise, softmax and small rows, as a program of Google Benchmark's would answer.

    pytorch_rows.py [--benchmark_filter=REGEX] [--benchmark_min_time=SECONDS] [--benchmark_list_tests=true]

Writes JSON. Names, inputs, the check against float64 before anything is timed, and what is counted are
those of bench/rows. Gradients are on only where a row asks for them.
"""
import functools
import json
import math
import os
import re
import sys
import time

COLUMNS = 1000
# name: (low, high, second operand, ranges through memory)
POINTWISE = {"exp": (-10, 10, None, 2), "tanh": (-4, 4, None, 2), "sigmoid": (-10, 10, None, 2),
             "relu": (-1, 1, None, 2), "add": (-1, 1, "same", 3), "add_row": (-1, 1, "row", 2),
             "sum": (0, 1, None, 1)}
LENGTHS = (1_000, 100_000, 10_000_000)
LOGITS = ((256, 10), (10_000, 10), (256, 100), (256, 1000))


class Wrong(Exception):
    """A result that is not the row's."""


@functools.lru_cache(maxsize=4)
def samples(n, low, high, seed=1):
    """The numbers of bench/rows/inputs.h: a linear congruential generator, all steps at once."""
    state = numpy.empty(n, numpy.uint64)
    factor, term = 6364136223846793005, 1442695040888963407
    # n steps are one step of another generator: double the sequence until it is long enough.
    state[0] = (seed * factor + term) % 2**64
    have, a, c = 1, factor, term
    while have < n:
        more = min(have, n - have)
        state[have:have + more] = state[:more] * numpy.uint64(a) + numpy.uint64(c)
        have += more
        a, c = a * a % 2**64, (a * c + c) % 2**64
    unit = (state >> numpy.uint64(40)).astype(numpy.float64) / (1 << 24)
    return torch.from_numpy((low + (high - low) * unit).astype(numpy.float32))


def close(row, got, want, tolerance):
    off = (got.double() - want).abs() > tolerance
    if off.any():
        at = off.nonzero()[0].tolist()
        raise Wrong(f"{row}: y{at} is {got[tuple(at)].item()}, and not {want[tuple(at)].item()}")


def pointwise_row(row, name, n, threads, fresh):
    low, high, second, passes = POINTWISE[name]
    torch.set_num_threads(threads)
    x = samples(n, low, high)
    y = samples(n if second == "same" else COLUMNS, low, high, 2) if second else None
    if second == "row":
        x = x.view(-1, COLUMNS)
    if name == "sum":
        run, into = (lambda: torch.sum(x)), (lambda: torch.sum(x))
    else:
        call = {"add_row": torch.add}.get(name) or getattr(torch, name)
        operands = (x,) if y is None else (x, y)
        z = torch.empty_like(x)
        run = lambda: call(*operands)
        # relu has no out; clamp_min, which has, is the same.
        into = (lambda: torch.clamp_min(x, 0, out=z)) if name == "relu" else (lambda: call(*operands, out=z))
    if not fresh:
        run = into
    result = run()
    if name == "sum":
        want = x.double().sum()
        close(row, result, want, want * 6e-8 * math.sqrt(n) + 1e-6)
    else:
        # Of the longest ranges every 101st value is looked at, and the end.
        long = n > 1_000_000 and second != "row"
        for some in (slice(None, None, 101), slice(-101, None)) if long else (slice(None),):
            want = call(*(operand[some].double() for operand in operands))
            close(row, result[some], want, want.abs() * 4.8e-7 + 1e-30)
    return run, {"items_per_second": n, "bytes_per_second": n * passes * 4}


def logits_row(row, op, rows, n):
    torch.set_num_threads(1)
    x = samples(rows * n, -5, 5).view(rows, n)
    labels = torch.arange(rows) * 7 % n
    if op == "softmax":
        y = torch.empty_like(x)
        run = lambda: torch.softmax(x, 1, out=y)
        close(row, run(), torch.softmax(x.double(), 1), 1e-6)
    else:
        leaf = x.clone().requires_grad_()

        def run():
            leaf.grad = None
            with torch.enable_grad():
                loss = F.cross_entropy(leaf, labels)
            loss.backward()
            return loss
        loss = run().detach()
        close(row, loss, F.cross_entropy(x.double(), labels), 1e-5)
        want = torch.softmax(x.double(), 1)
        want[torch.arange(rows), labels] -= 1
        close(row, leaf.grad, want / rows, 1e-6 / rows)
    return run, {"items_per_second": rows}


def small_row(row, op):
    torch.set_num_threads(1)
    a, b = torch.ones(4), torch.ones(4)
    if op != "add":
        a.requires_grad_()

    def backward():
        (a + b).sum().backward()
    run = backward if op == "backward" else (lambda: a + b)
    with torch.set_grad_enabled(op != "add"):
        result = run()
        close(row, a.grad if op == "backward" else result.detach(), torch.full((4,), 1 if op == "backward" else 2).double(), 0)
    return run, {}


def all_rows():
    """name -> (needs gradients, what makes it)"""
    cores = os.cpu_count()
    rows = {}
    for name in POINTWISE:
        for n in LENGTHS:
            row = f"{name}/{n}"
            rows[row] = False, lambda row=row, name=name, n=n: pointwise_row(row, name, n, 1, False)
        for threads in (t for t in (1, 2, 4, 8, 16, 32, 64) if t <= cores):
            for n in LENGTHS if threads == 1 else LENGTHS[-1:]:
                row = f"{name}_fresh/{n}/threads:{threads}"
                rows[row] = False, lambda row=row, name=name, n=n, threads=threads: pointwise_row(row, name, n, threads, True)
    for op in ("softmax", "cross_entropy_grad"):
        for m, n in LOGITS:
            row = f"{op}/{m}x{n}"
            rows[row] = False, lambda row=row, op=op, m=m, n=n: logits_row(row, op, m, n)
    for op in ("add", "add_recorded", "backward"):
        row = f"small/{op}"
        rows[row] = op != "add", lambda row=row, op=op: small_row(row, op)
    return rows


def seconds_of(run, count):
    start = time.perf_counter()
    for _ in range(count):
        run()
    return time.perf_counter() - start


def measure(row, gradients, make, least):
    entry = {"name": row, "run_type": "iteration", "time_unit": "ns"}
    with torch.set_grad_enabled(gradients):
        try:
            run, counted = make()
        except Wrong as error:
            return {**entry, "real_time": 0, "error_occurred": True, "error_message": str(error)}
        count, took = 1, seconds_of(run, 1)
        while took < least:
            count = max(count + 1, min(count * 10, math.ceil(count * 1.4 * least / max(took, 1e-9))))
            took = seconds_of(run, count)
    each = took / count
    return {**entry, "iterations": count, "real_time": each * 1e9, "cpu_time": each * 1e9,
            **{name: amount / each for name, amount in counted.items()}}


def main():
    wanted = [(row, *rest) for row, rest in all_rows().items() if pattern.search(row)]
    print(json.dumps({"context": {"library": f"PyTorch {torch.__version__} on {pytorch_blas.blas()}"},
                      "benchmarks": [measure(*row, least) for row in wanted]}, indent=1))


if __name__ == "__main__":
    given = dict(argument.split("=", 1) for argument in sys.argv[1:] if "=" in argument)
    pattern = re.compile(given.get("--benchmark_filter", ""))
    least = float(given.get("--benchmark_min_time", "0.5").rstrip("s"))
    if given.get("--benchmark_list_tests") == "true":
        print("\n".join(row for row in all_rows() if pattern.search(row)))
        sys.exit()
    import numpy
    import torch
    from torch.nn import functional as F
    import pytorch_blas
    main()
