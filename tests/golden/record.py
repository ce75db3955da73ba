#!/usr/bin/python3
"""Records what PyTorch, pandas and NumPy compute, print and report, in JSON files beside this script.

    record.py [--check] [section ...]

Without names it records every section; --check only compares with the files that are there and
exits 1 if one differs. It wants Debian 12's python3-torch (1.13.1, which calls itself 1.13.0a0)
with libopenblas0-openmp; the same version gives the same bytes on any x86 machine with AVX2.

Every file is {"torch": version, key: [one case per line]}. A list of values is flat, in row-major
order, with the fewest digits that read back as the same float32, float64 or integer; nan and the
infinities are the strings "nan", "inf" and "-inf".
"""
import argparse
import os
import sys
from pathlib import Path

# Before torch loads: the instruction set decides the last bits, the threads the order of sums.
os.environ.update(ATEN_CPU_CAPABILITY="avx2", OPENBLAS_CORETYPE="Haswell",
                  ONEDNN_MAX_CPU_ISA="AVX2", OMP_NUM_THREADS="1")
sys.dont_write_bytecode = True
import torch  # noqa: E402

from sections import (arrange, checkpoint, d2l, edges, errors, fashion_mnist,  # noqa: E402
                      frame, index, layers, npy, ops, optim, pointwise, print_text, promotion,
                      random_numbers, second, sessions, train, training)
from sections.text import to_text  # noqa: E402

SECTIONS = {
    "random": random_numbers.record,
    "print": print_text.record,
    "ops": ops.record,
    "second": second.record,
    "pointwise": pointwise.record,
    "arrange": arrange.record,
    "index": index.record,
    "promotion": promotion.record,
    "train": train.record,
    "training": training.record,
    "optim": optim.record,
    "layers": layers.record,
    "edges": edges.record,
    "errors": errors.record,
    "fashion_mnist": fashion_mnist.record,
    "frame": frame.record,
    "npy": npy.record,
    "d2l": d2l.record,
    "sessions": sessions.record,
    "checkpoint": checkpoint.record,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("section", nargs="*", help=", ".join(SECTIONS))
    options = parser.parse_args()
    if unknown := set(options.section) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(unknown)}")

    torch.set_num_threads(1)
    differ = False
    for name in options.section or SECTIONS:
        path = Path(__file__).parent / f"{name}.json"
        text = to_text({"torch": torch.__version__, **SECTIONS[name]()})
        same = path.exists() and path.read_text() == text
        differ = differ or not same
        if not options.check:
            path.write_text(text)
        print(f"{path.name}: {len(text)} bytes, {'unchanged' if same else 'differs'}")
    return 1 if options.check and differ else 0


if __name__ == "__main__":
    sys.exit(main())
