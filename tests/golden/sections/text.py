"""Turns cases into JSON with one case per line; tensors become flat lists of exact numbers."""
import json
import math

import numpy
import torch


def dtype_name(dtype):
    return str(dtype).removeprefix("torch.")


def values_of(tensor):
    """The elements, flat, ready for to_text."""
    flat = tensor.detach().reshape(-1)
    if tensor.dtype == torch.float32:
        return list(flat.numpy())  # float32 scalars: they print with fewer digits than doubles
    return flat.tolist()


def number(x):
    if math.isnan(x):
        return '"nan"'
    if math.isinf(x):
        return '"inf"' if x > 0 else '"-inf"'
    if x == 0:
        return "-0.0" if math.copysign(1, x) < 0 else "0"
    single = isinstance(x, numpy.float32)
    for digits in range(1, 18):
        text = f"{float(x):.{digits}g}"
        back = float(text)
        if (numpy.float32(back) if single else back) == x:
            return text
    raise ValueError(x)


def encode(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {encode(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(encode(v) for v in value) + "]"
    if isinstance(value, torch.Tensor):
        return encode(values_of(value))
    if isinstance(value, (float, numpy.float32)):
        return number(value)
    return json.dumps(value)


def to_text(sections):
    """A dictionary: its lists stand with one element per line."""
    parts = []
    for key, value in sections.items():
        if isinstance(value, list):
            text = "[\n" + ",\n".join(encode(v) for v in value) + "\n]"
        else:
            text = encode(value)
        parts.append(f"{json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
