"""Reading and writing through indices, in the format of cases.py.

A case "write" gives x.clone() after x[index] = value, where value is the second input or a number.
Of an index, a number stands for itself, [start, stop, step] for a slice, {"array": [...]} for an
array of numbers or truths, "new" for a new axis and "..." for an ellipsis.
"""
import torch

from .cases import CASES, add, given, spread

X, CUBE = spread(3, 4), spread(2, 3, 4, turn=1)
ALL = [None, None, 1]


def part(p):
    if isinstance(p, list):
        return slice(*p)
    if isinstance(p, dict):
        return torch.tensor(p["array"], dtype=torch.long if p["array"] == [] else None)
    return {"new": None, "...": ...}.get(p, p)


def array(*values):
    return {"array": list(values)}


def read(x, index):
    return x[tuple(map(part, index))]


def write(x, y=None, *, index, value=None):
    x = x.clone()
    x[tuple(map(part, index))] = value if y is None else y
    return x


T, N = True, False
# name: (what is indexed, the index, a shape that its values may have when written)
INDICES = {
    "element": (X, [1, 2], ()),
    "negative element": (X, [-3, -1], (1,)),
    "row": (X, [-1], (4,)),
    "rows": (X, [[0, 2, 1]], (2, 4)),
    "rows from the end": (X, [[-2, None, 1]], (4,)),
    "rows to the end but one": (X, [[None, -1, 1]], (1, 4)),
    "bounds beyond": (X, [[-9, 9, 1], [2, 99, 1]], (3, 1)),
    "nothing": (X, [[2, 1, 1]], (1, 4)),
    "steps": (X, [[None, None, 2], [1, None, 2]], (2, 2)),
    "steps from the end": (X, [ALL, [-3, None, 2]], (2,)),
    "column": (X, [ALL, 1], (3,)),
    "column that stays": (X, [ALL, [1, 2, 1]], (3, 1)),
    "ellipsis": (CUBE, ["...", 1], (2, 3)),
    "ellipsis in front of two": (CUBE, ["...", 0, [1, 3, 1]], (2, 2)),
    "ellipsis behind": (CUBE, [1, "..."], (3, 1)),
    "ellipsis between": (CUBE, [0, "...", -1], (3,)),
    "ellipsis for nothing": (X, [1, "...", 2], ()),
    "only an ellipsis": (X, ["..."], (4,)),
    "new axis": (X, ["new"], (1, 3, 4)),
    "new axes about": (X, ["new", 1, "...", "new"], (4, 1)),
    "new axis and steps": (X, [[None, None, 2], "new", [1, 3, 1]], (2, 1, 2)),
    "array": (X, [array(2, 0)], (2, 4)),
    "array from the end": (X, [array(-1, 0)], (4,)),
    "array with repetitions": (X, [array(1, 1, 2)], (3, 1)),
    "array of none": (X, [array()], (0, 4)),
    "array of one": (X, [array(1)], (1, 4)),
    "0-d array": (X, [{"array": 1}], (4,)),
    "array of arrays": (X, [array([0, 2], [1, 1])], (2, 2, 4)),
    "pairs": (X, [array(0, 2, 1), array(3, 0, -1)], (3,)),
    "pairs with repetitions": (X, [array(0, 2, 0), array(3, 0, 3)], (3,)),
    "pairs that broadcast": (X, [array([0], [2]), array(1, 3)], (2, 2)),
    "columns by array": (X, [ALL, array(3, 0, 0)], (3, 3)),
    "array and slice": (X, [array(2, 0), [1, None, 2]], (2, 2)),
    "slice and array": (X, [[1, None, 1], array(2, 0)], (2,)),
    "middle by array": (CUBE, [ALL, array(2, 0)], (2, 2, 4)),
    "last by array of arrays": (CUBE, ["...", array([3, 0], [1, 1])], (2, 2)),
    "arrays side by side": (CUBE, [ALL, array(2, 0), array(1, 3)], (2, 2)),
    "arrays apart": (CUBE, [array(1, 0, 1), ALL, array(1, 3, 0)], (3, 3)),
    "arrays apart, ellipsis": (CUBE, [array(1, 0), "...", array(1, 3)], (3,)),
    "number and array": (CUBE, [1, ALL, array(3, 0)], (3, 2)),
    "number beside an array": (CUBE, [array(1, 0), 2], (2, 4)),
    "array, slice, number": (CUBE, [array(1, 0), [1, None, 1], -1], (2, 2)),
    "array and new axis": (X, [array(2, 0), "new"], (2, 1, 4)),
    "new axis and array": (X, ["new", array(2, 0)], (1, 2, 4)),
    "arrays apart by a new axis": (X, [array(2, 0), "new", array(1, 1)], (2, 1)),
    "mask of rows": (X, [array(T, N, T)], (2, 4)),
    "mask of columns": (X, [ALL, array(T, N, N, T)], (3, 2)),
    "mask of all": (X, [array([T, N, N, T], [N, N, T, N], [T, T, N, N])], (5,)),
    "mask of nothing": (X, [array(N, N, N)], (0, 4)),
    "mask and number": (X, [array(T, N, T), 1], (2,)),
    "mask and slice": (X, [array(N, T, T), [1, 3, 1]], (2, 2)),
    "mask and array": (X, [array(T, N, T), array(3, 0)], (2,)),
    "mask and array of one": (X, [array(T, N, T), array(-1)], (2,)),
    "mask of two dimensions": (CUBE, [array([T, N, T], [N, T, T])], (4, 4)),
    "mask behind": (CUBE, [0, array([T, N, N, T], [N, N, N, N], [T, T, N, N])], (4,)),
    "mask after an ellipsis": (CUBE, ["...", array(N, T, T, N)], (2, 3, 2)),
    "mask in the middle": (CUBE, [ALL, array(T, N, T)], (4,)),
    "masks apart": (CUBE, [array(T, T), ALL, array(N, T, T, N)], (2, 3)),
}


def record():
    CASES.clear()
    for name, (x, index, shape) in INDICES.items():
        add(f"read {name}", "index", read, [x], index=index)
        add(f"write a number, {name}", "write", write, [x], index=index, value=7.5)
        add(f"write values, {name}", "write", write, [x, spread(*shape, turn=3)], index=index)
    add("write with ones in front", "write", write, [X, spread(1, 1, 2, 4, turn=3)],
        index=[[0, 2, 1]])
    add("write one of ones", "write", write, [X, spread(1, 1, turn=3)], index=[1, 2])
    add("write by array, ones in front", "write", write, [X, spread(1, 2, 4, turn=3)],
        index=[array(2, 0)])
    add("write a truth", "write", write, [given((2,), [True, False], "bool")], index=[1],
        value=True)
    add("write into int64", "write", write, [given((3,), [1, 2, 3], "int64")], index=[[1, None, 1]],
        value=2.75)
    return {"weights": "w[i] = (5 * i % 7 + 1) / 4", "cases": list(CASES)}
