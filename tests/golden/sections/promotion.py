"""Which dtype comes out when dtypes mix.

operators  for each pair of operands the dtypes and values, in the order of "order"; an operand is a
           name in "left" or "right": float32[2] a tensor, float32[] a 0-d tensor, float a number
functions  dtype of f(x) by the dtype of x; for two arguments, by left and then right dtype
What fails has dtype null, and in the place of its values the number of its text in "errors".
"""
import torch

from .text import dtype_name

DTYPES = [torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.bool]

ORDER = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a ** b,
    "%": lambda a, b: a % b,
    "==": lambda a, b: a == b,
    "maximum": lambda a, b: torch.maximum(a, b),
    "where": lambda a, b: torch.where(torch.tensor([True, False]), a, b),
}

# Values that tell the precision, wrap around in uint8, and keep powers of integers small.
LEFT = {torch.float32: [0.1, 2.0], torch.float64: [0.1, 2.0], torch.int64: [3, -2],
        torch.int32: [3, -2], torch.uint8: [200, 3], torch.bool: [True, False]}
RIGHT = {torch.float32: [2.5, 0.3], torch.float64: [2.5, 0.3], torch.int64: [2, 3],
         torch.int32: [2, 3], torch.uint8: [2, 1], torch.bool: [True, False]}

ONE = {
    "neg": torch.neg, "abs": torch.abs, "square": torch.square, "exp": torch.exp, "log": torch.log,
    "sqrt": torch.sqrt, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu,
    "sum": torch.sum, "mean": torch.mean, "cumsum": lambda x: x.cumsum(0), "max": torch.max,
    "argmax": torch.argmax, "softmax": lambda x: torch.softmax(x, 0),
    "logsumexp": lambda x: torch.logsumexp(x, 0), "norm": torch.norm,
    "clamp": lambda x: torch.clamp(x, 0, 1),
    "clamp to fractions": lambda x: torch.clamp(x, 0.5, 1.5),
    "dot": lambda x: torch.dot(x, x), "matmul": lambda x: x.reshape(1, -1) @ x.reshape(-1, 1),
    "requires_grad_": lambda x: x.requires_grad_(),
}
TWO = {
    "cat": lambda a, b: torch.cat((a, b)),
    "stack": lambda a, b: torch.stack((a, b)),
    "dot": torch.dot,
    "mse_loss": torch.nn.functional.mse_loss,
    "a += b": lambda a, b: a.clone().add_(b),
    "a /= b": lambda a, b: a.clone().div_(b),
    "a[:] = b": lambda a, b: a.clone().copy_(b),
}


def operands(values):
    made = {f"{dtype_name(t)}[2]": torch.tensor(v, dtype=t) for t, v in values.items()}
    made |= {f"{dtype_name(t)}[]": torch.tensor(v[0], dtype=t) for t, v in values.items()}
    return made | {"bool": True, "int": 3, "negative int": -2, "float": 0.7}


def attempt(function, *args):
    """The tensor, or the text of the error."""
    try:
        return function(*args)
    except (RuntimeError, TypeError) as error:
        return str(error).split("\n")[0]


def operator_case(left, right, results, errors):
    """One line; texts of errors move to the list `errors`."""
    def shown(result):
        if not isinstance(result, str):
            return result
        if result not in errors:
            errors.append(result)
        return errors.index(result)
    return {"left": left, "right": right, "dtypes": [dtype_of(r) for r in results],
            "values": [shown(r) for r in results]}


def dtype_of(result):
    return None if isinstance(result, str) else dtype_name(result.dtype)


def operators():
    rows, errors = [], []
    for left, a in operands(LEFT).items():
        for right, b in operands(RIGHT).items():
            if torch.is_tensor(a) or torch.is_tensor(b):
                results = [attempt(f, a, b) for f in ORDER.values()]
                rows.append(operator_case(left, right, results, errors))
    return rows, errors


def functions():
    rows = []
    for name, function in ONE.items():
        results = [(dtype_name(t), attempt(function, torch.tensor(v, dtype=t)))
                   for t, v in LEFT.items()]
        rows.append({"function": name, "dtypes": {t: dtype_of(r) for t, r in results}})
    for name, function in TWO.items():
        for t, a in LEFT.items():
            results = [(dtype_name(u), attempt(function, torch.tensor(a, dtype=t),
                                               torch.tensor(b, dtype=u))) for u, b in RIGHT.items()]
            rows.append({"function": name, "left": dtype_name(t),
                         "dtypes": {u: dtype_of(r) for u, r in results}})
    return rows


def record():
    cases, errors = operators()
    return {"order": tuple(ORDER), "left": operands(LEFT), "right": operands(RIGHT),
            "errors": errors, "operators": cases, "functions": functions()}
