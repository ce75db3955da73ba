"""What PyTorch says to a user who errs: {name, code, type, text}. For reference, not to be matched
word by word. "text" is null where PyTorch does what it is asked to, perhaps with "warnings"."""
import warnings

import torch

# What the code sees: the names of torch, and Python's own where torch has the same.
NAMES = {**vars(torch), "F": torch.nn.functional, "float": float, "bool": bool}

CASES = {
    "matmul inner sizes": "ones(2, 3) @ ones(4, 5)",
    "matmul 1-d": "ones(3) @ ones(4)",
    "matmul matrix and vector": "ones(2, 3) @ ones(4)",
    "matmul vector and matrix": "ones(3) @ ones(4, 5)",
    "matmul batches": "ones(2, 3, 4) @ ones(3, 4, 5)",
    "matmul batched inner sizes": "ones(2, 3, 4) @ ones(2, 3, 4)",
    "matmul 0-d": "ones(()) @ ones(3)",
    "matmul dtypes": "ones(2, 3) @ ones(3, 2, dtype=float64)",
    "mm of 3-d": "mm(ones(2, 3, 4), ones(4, 5))",
    "mv sizes": "mv(ones(2, 3), ones(4))",
    "dot sizes": "dot(ones(3), ones(4))",
    "dot of 2-d": "dot(ones(2, 2), ones(2, 2))",
    "linear sizes": "F.linear(ones(2, 3), ones(5, 4), ones(5))",
    "broadcast": "ones(2, 3) + ones(2, 4)",
    "broadcast of other ranks": "ones(2, 3, 4) * ones(2, 4)",
    "broadcast in place": "ones(3).add_(ones(2, 3))",
    "expand": "ones(2, 3).expand(4, 3)",
    "item of many": "ones(3).item()",
    "item of none": "ones(0).item()",
    "float of many": "float(ones(2))",
    "bool of many": "bool(ones(2))",
    "len of 0-d": "len(tensor(1.0))",
    "reshape": "ones(2, 3).reshape(4, 2)",
    "reshape -1": "ones(2, 3).reshape(4, -1)",
    "reshape -1 twice": "ones(2, 3).reshape(-1, -1)",
    "reshape -1 of none": "ones(0, 3).reshape(-1, 0)",
    "view of a transpose": "ones(2, 3).T.view(6)",
    "transpose dim": "ones(2, 3).transpose(0, 2)",
    "permute dims": "ones(2, 3).permute(0, 0)",
    "permute too few": "ones(2, 3).permute(0)",
    "squeeze dim": "ones(2, 1).squeeze(5)",
    "index out of range": "ones(3)[3]",
    "negative index out of range": "ones(3)[-4]",
    "too many indices": "ones(2, 3)[0, 0, 0]",
    "index of 0-d": "tensor(1.0)[0]",
    "array index out of range": "ones(3)[tensor([0, 3])]",
    "array indices that do not broadcast": "ones(3, 3)[tensor([0, 1]), tensor([0, 1, 2])]",
    "float array as index": "ones(3)[tensor([0.0])]",
    "mask of another size": "ones(3)[tensor([True, False])]",
    "negative step": "ones(3)[::-1]",
    "assignment of another shape": "ones(3).__setitem__(slice(0, 2), ones(3))",
    "sum dim": "ones(2, 3).sum(2)",
    "sum dim twice": "ones(2, 3).sum((0, 0))",
    "max of none": "ones(0).max()",
    "argmax of none": "ones(0).argmax()",
    "max of none along dim": "ones(0, 3).max(0)",
    "mean of integers": "arange(3).mean()",
    "softmax of integers": "softmax(arange(3), 0)",
    "cat sizes": "cat((ones(2, 3), ones(2, 4)))",
    "cat ranks": "cat((ones(2, 3), ones(3)))",
    "cat of nothing": "cat(())",
    "cat of 0-d": "cat((tensor(1.0), tensor(2.0)))",
    "stack sizes": "stack((ones(2), ones(3)))",
    "cross_entropy label too large": "F.cross_entropy(ones(2, 3), tensor([0, 3]))",
    "cross_entropy label negative": "F.cross_entropy(ones(2, 3), tensor([0, -1]))",
    "cross_entropy label dtype": "F.cross_entropy(ones(2, 3), tensor([0, 1], dtype=int32))",
    "cross_entropy sizes": "F.cross_entropy(ones(2, 3), tensor([0, 1, 2]))",
    "mse_loss sizes": "F.mse_loss(ones(2), ones(3))",
    "mse_loss that broadcasts": "F.mse_loss(ones(2, 1), ones(2))",
    "ragged rows": "tensor([[1, 2], [3]])",
    "numbers beyond int64": "tensor([2**63])",
    "negative size": "zeros(-1)",
    "arange that never ends": "arange(0, 3, -1)",
    "arange step 0": "arange(0, 3, 0)",
    "integer to a negative power": "tensor([2, 3]) ** -1",
    "float into integers": "arange(3).add_(1.5)",
    "true division of integers in place": "arange(3).div_(2)",
    "remainder by 0": "tensor([1, 2]) % 0",
    "remainder of bools": "tensor([True]) % tensor([True])",
    "clamp without bounds": "clamp(ones(2))",
    "clamp_ of integers to fractions": "arange(3).clamp_(0.5)",
    "prelu sizes": "F.prelu(ones(2, 3), ones(2))",
    "prelu dtypes": "F.prelu(ones(2, dtype=float64), ones(1))",
    "silu of integers": "F.silu(arange(3))",
    "abs of bool": "abs(tensor([True]))",
    "minus between bools": "tensor([True]) - tensor([True])",
    "neg of bool": "-tensor([True])",
    "randint bounds": "randint(5, 5, (2,))",
    "normal with negative std": "empty(3).normal_(0, -1)",
    "uniform bounds": "empty(3).uniform_(2, 1)",
    "bernoulli probability": "empty(3).bernoulli_(1.5)",
    "requires_grad of integers": "arange(3).requires_grad_()",
    "backward twice": "x = ones(2, requires_grad=True); y = (x * x).sum(); y.backward(); y.backward()",
    "backward of a vector": "x = ones(2, requires_grad=True); (x * 2).backward()",
    "backward without requires_grad": "ones(2).sum().backward()",
    "backward under no_grad": "x = ones(2, requires_grad=True)\nwith no_grad(): y = x.sum()\ny.backward()",
    "gradient of another shape": "x = ones(2, requires_grad=True); (x * 2).backward(ones(3))",
    "saved tensor changed": "x = ones(2, requires_grad=True); y = x.exp(); y.add_(1); y.sum().backward()",
    "saved input changed": "x = ones(2, requires_grad=True); z = x * 1; y = z * z; z.mul_(2); y.sum().backward()",
    "leaf changed": "x = ones(2, requires_grad=True); x.add_(1)",
    "view of a leaf changed": "x = ones(2, requires_grad=True); x[0] = 5.0",
    "requires_grad of a result off": "x = ones(2, requires_grad=True); (x * 2).requires_grad_(False)",
    "grad of a non-leaf": "x = ones(2, requires_grad=True); (x * 2).grad",
    "numpy of a tensor with gradient": "ones(2, requires_grad=True).numpy()",
    "grad of unused input": "x = ones(2, requires_grad=True); y = ones(2, requires_grad=True); autograd.grad((x * 2).sum(), y)",
    "Linear input": "nn.Linear(3, 2)(ones(4, 5))",
}


def outcome(code):
    torch.manual_seed(0)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(code, dict(NAMES))
            result = {"type": None, "text": None}
        except Exception as error:
            result = {"type": type(error).__name__, "text": str(error)}
    said = [str(w.message).split(" (Triggered")[0] for w in caught]
    return {**result, **({"warnings": said} if said else {})}


def record():
    return {"cases": [{"name": name, "code": code, **outcome(code)}
                      for name, code in CASES.items()]}
