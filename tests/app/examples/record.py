#!/usr/bin/python3
"""Runs the notebook's cells beside this script in PyTorch and writes what they show as NAME.txt:
the print-out that the program core/examples/NAME.cpp must repeat, without the `torch.` prefixes.

A cell starts with `# %%`. Its last line, if it is an expression, is shown as IPython shows it: None
not at all, a tuple on one line of 79 characters or else with each item on lines of its own. What
differs from run to run (times, addresses, folders) stands as a regular expression in double braces.
"""
import ast
import contextlib
import importlib.util
import io
from pathlib import Path

import torch

path = Path(__file__).parents[2] / "notebook" / "record.py"
spec = importlib.util.spec_from_file_location("notebook_record", path)
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)


def run(source):
    names, out = {}, io.StringIO()
    with contextlib.redirect_stdout(out):
        for cell in source.split("# %%\n")[1:]:
            body = ast.parse(cell).body
            last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), "cell", "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
                if value is not None:
                    print(notebook.shown(value))
    return out.getvalue()


if __name__ == "__main__":
    torch.set_num_threads(1)
    for path in sorted(Path(__file__).parent.glob("ch*.py")):
        path.with_suffix(".txt").write_text(run(path.read_text()))
        print(path.with_suffix(".txt").name)
