#!/usr/bin/python3
"""Runs the cells' statements in PyTorch and pandas, and writes what they show: expected/NAME.txt for
each cells/NAME.py beside this script, and expected/NAME.json where cells plot.

    record.py [--check] [NAME ...]

A cell starts with `# %% ID`. Its last line, if it is an expression, is shown as IPython shows it:
None not at all, a tuple on one line of 79 characters or else with each item on lines of its own.
The prefix torch. is left out. What differs from run to run (times, addresses) stands as pattern(...), a
regular expression in double braces. plot(...) records its curves, each EVERY-th point of them from
FIRST on: the point next to 0, which rounding may put on either side of a kink, is not among them.
"""
import argparse
import ast
import contextlib
import io
import json
import os
import sys
from pathlib import Path

os.environ.update(ATEN_CPU_CAPABILITY="avx2", OPENBLAS_CORETYPE="Haswell",
                  ONEDNN_MAX_CPU_ISA="AVX2", OMP_NUM_THREADS="1")
sys.dont_write_bytecode = True
import torch  # noqa: E402

EVERY, FIRST = 20, 7
HERE = Path(__file__).parent


def shown(value):
    if not isinstance(value, tuple) or isinstance(value, torch.Size):
        return repr(value).replace("torch.", "")
    parts = [shown(item) for item in value]
    line = f"({', '.join(parts)})"
    if "\n" not in line and len(line) <= 79:
        return line
    return "(" + ",\n ".join(part.replace("\n", "\n ") for part in parts) + ")"


class Pattern(str):
    def __repr__(self):
        return self


def pattern(text):
    return Pattern("{{" + text + "}}")


def numbers(values, every=EVERY, first=FIRST):
    return [float(f"{float(value):.6g}") for value in list(values)[first::every]]


def run(source):
    plots, cell_id = {}, ""

    def plot(x, ys, xlabel="", ylabel="", legend=()):
        ys = ys if isinstance(ys, list) else [ys]
        labels = list(legend) or [""] * len(ys)
        plots[cell_id] = {"xLabel": xlabel, "yLabel": ylabel, "count": len(ys[0]), "every": EVERY, "first": FIRST,
                          "series": [{"label": label, "xs": numbers(x), "ys": numbers(y)}
                                     for label, y in zip(labels, ys)]}

    def curves(**series):
        plots[cell_id] = {"series": [{"label": label, "xs": numbers(xs, 1, 0), "ys": numbers(ys, 1, 0)}
                                     for label, (xs, ys) in series.items()]}

    names = {"torch": torch, "pattern": pattern, "plot": plot, "curves": curves}
    texts = []
    for cell in source.split("# %% ")[1:]:
        cell_id, _, body = cell.partition("\n")
        statements = ast.parse(body).body
        last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(ast.Module(statements, []), cell_id, "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), cell_id, "eval"), names)
                if value is not None:
                    print(shown(value))
        texts.append(f"# %% {cell_id}\n{out.getvalue()}")
    return "".join(texts), plots


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("name", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    different = []
    for path in sorted((HERE / "cells").glob("*.py")):
        if options.name and path.stem not in options.name:
            continue
        text, plots = run(path.read_text())
        files = {f"{path.stem}.txt": text}
        if plots:
            lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(plots[key])}" for key in plots)
            files[f"{path.stem}.json"] = f"{{\n{lines}\n}}\n"
        for name, content in files.items():
            file = HERE / "expected" / name
            if options.check:
                if not file.exists() or file.read_text() != content:
                    different.append(name)
            else:
                file.parent.mkdir(exist_ok=True)
                file.write_text(content)
                print(name)
    if different:
        sys.exit(f"differs: {', '.join(different)}")


if __name__ == "__main__":
    main()
