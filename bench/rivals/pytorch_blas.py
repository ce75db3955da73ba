#!/usr/bin/python3
"""Which BLAS PyTorch has, `python3 pytorch_blas.py`: an error where it is one that makes it 20 times too slow.

Debian's PyTorch takes any BLAS. OpenBLAS on threads of its own fights for the cores with PyTorch's of OpenMP.
"""
import os
import re
import sys


def blas():
    """Its library's name, once torch is imported; '' where it is inside of torch."""
    with open("/proc/self/maps") as maps:
        libraries = {line.split()[-1] for line in maps if re.search(r"/lib(\w*blas|mkl_rt)[\w.-]*\.so", line)}
    for path in libraries:
        if "/openblas-pthread/" in path:
            sys.exit(f"PyTorch has {path}, and is 20 times too slow with it: install libopenblas0-openmp")
    return ", ".join(sorted(path.split("/")[-1] for path in libraries))


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        import torch
    except ImportError as error:
        sys.exit(f"not installed: {error}")
    print(torch.__version__, blas())
