"""What training needs, in the format of cases.py: losses, normalisation, dropout.

"seed" is that of the generator before the call. There is no gradient, null, for the weights of a
loss. "running" has batch_norm's running statistics, before and after a call in training.
"""
import torch
import torch.nn.functional as F

from . import cases
from .cases import add, given, inf, int64, spread


def of_labels():
    x = spread(4, 5, low=-4.0, high=4.0)
    labels = int64((4,), [2, 0, 4, 1])
    some = int64((4,), [2, -100, 4, -100])
    none = int64((4,), [-100] * 4)
    weight = spread(5, low=0.25, high=2.25, turn=2)
    far = given((3, 4), [1e4, -1e4, 0.0, 1.0, -1e4, -1e4, -1e4, -1e4, 1e4, 1e4, -1e4, 0.0])

    def cross_entropy(x, y, w=None, **args):
        return F.cross_entropy(x, y, None if w is None else w.detach(), **args)

    def nll_loss(x, y, w=None, **args):
        return F.nll_loss(x, y, None if w is None else w.detach(), **args)

    for reduction in ("mean", "sum", "none"):
        def loss(name, function, *inputs, reduction=reduction, **args):
            add(f"{function.__name__} {name} {reduction}", function.__name__, function,
                list(inputs), reduction=reduction, **args)
        for function in (cross_entropy, nll_loss):
            loss("plain", function, x, labels)
            loss("weight", function, x, labels, weight)
            loss("some ignored", function, x, some)
            loss("some ignored, weight", function, x, some, weight)
            loss("ignore_index 2", function, x, labels, ignore_index=2)
            loss("all ignored", function, x, none)
            loss("weights of 0", function, x, labels, given((5,), [0.0] * 5))
        loss("smoothing", cross_entropy, x, labels, label_smoothing=0.125)
        loss("smoothing 1", cross_entropy, x, labels, label_smoothing=1.0)
        loss("smoothing, weight, ignored", cross_entropy, x, some, weight, label_smoothing=0.25)
        loss("smoothing, all ignored", cross_entropy, x, none, label_smoothing=0.25)
        loss("far, weight", cross_entropy, far, int64((3,), [1, 2, 0]),
             given((4,), [1.0, 2.0, 0.5, 0.25]))
        loss("far, smoothing", cross_entropy, far, int64((3,), [1, 2, 0]), label_smoothing=0.125)
        loss("one class impossible", nll_loss, given((1, 2), [-inf, 0.0]), int64((1,), [1]))


def of_numbers():
    x, y = spread(3, 4), spread(3, 4, turn=1)
    ends = given((6,), [-1e4, -50.0, 0.0, 1e-3, 50.0, 1e4])
    truth = given((6,), [0.0, 1.0, 0.5, 1.0, 1.0, 0.0])
    probabilities = spread(3, 4, low=0.0, high=1.0, turn=3)

    def bce(x, y, w=None, p=None, **args):
        w, p = (None if t is None else t.detach() for t in (w, p))
        return F.binary_cross_entropy_with_logits(x, y, w, pos_weight=p, **args)

    def bce_pos(x, y, p, weight, **args):
        return bce(x, y, None, p, **args)

    for reduction in ("mean", "sum", "none"):
        add(f"l1_loss {reduction}", "l1_loss", F.l1_loss, [x, y], reduction=reduction)
        add(f"l1_loss of equals {reduction}", "l1_loss", F.l1_loss, [x, x], reduction=reduction)
        for delta in (0.5, 1.0, 3.0):
            add(f"huber_loss {delta} {reduction}", "huber_loss", F.huber_loss, [x, y],
                reduction=reduction, delta=delta)
        name = "binary_cross_entropy_with_logits"
        add(f"{name} {reduction}", name, bce, [x, probabilities], reduction=reduction)
        add(f"{name} at its ends {reduction}", name, bce, [ends, truth], reduction=reduction)
        add(f"{name} weight {reduction}", name, bce,
            [x, probabilities, spread(4, low=0.25, high=2.25)], reduction=reduction)
        add(f"{name} pos_weight {reduction}", name, bce_pos,
            [x, probabilities, spread(4, low=0.25, high=2.25)], reduction=reduction, weight=None)
        add(f"{name} both {reduction}", name, bce,
            [x, probabilities, spread(3, 1, low=0.25, high=2.25),
             spread(4, low=0.5, high=2.5, turn=1)], reduction=reduction)
    add("huber_loss far", "huber_loss", F.huber_loss, [given((2,), [1e4, -1e4]),
                                                       given((2,), [0.0, 0.0])])


def normalisation():
    def layer_norm(x, *affine, normalized_shape, **args):
        return F.layer_norm(x, normalized_shape, *affine, **args)

    def batch_norm(x, *affine, running_mean, running_var, training, **args):
        return F.batch_norm(x, None, None, *affine, training=True, **args)

    for shape in ((3, 5), (2, 3, 4), (1, 7)):
        for sizes in (shape[-1:], shape[-2:]):
            name = f"layer_norm {shape} {sizes}".replace(",)", ")")
            add(name, "layer_norm", layer_norm, [spread(*shape)], normalized_shape=list(sizes))
            affine = [spread(*shape), spread(*sizes, turn=1), spread(*sizes, turn=2)]
            add(f"{name} affine", "layer_norm", layer_norm, affine, normalized_shape=list(sizes))
    add("layer_norm eps", "layer_norm", layer_norm, [spread(2, 4)], normalized_shape=[4], eps=0.5)
    add("layer_norm of equals", "layer_norm", layer_norm, [given((2, 3), [0.5] * 6)],
        normalized_shape=[3])
    for shape in ((4, 3), (5, 1), (2, 3, 4), (1, 2, 3)):
        args = {"running_mean": None, "running_var": None, "training": True}
        channels = shape[1]
        name = f"batch_norm {shape}"
        add(name, "batch_norm", batch_norm, [spread(*shape)], **args)
        add(f"{name} affine", "batch_norm", batch_norm,
            [spread(*shape), spread(channels, turn=1), spread(channels, turn=2)], **args)
        add(f"{name} eps", "batch_norm", batch_norm, [spread(*shape)], eps=0.25, **args)

    def evaluate(x, mean, var, *affine, **args):
        return F.batch_norm(x, mean.detach(), var.detach(), *affine, **args)
    for shape in ((4, 3), (2, 3, 4), (1, 3)):
        running = [spread(3, turn=4), spread(3, low=0.25, high=2.25, turn=5)]
        add(f"batch_norm in evaluation {shape}", "batch_norm", evaluate,
            [spread(*shape), *running, spread(3, turn=1), spread(3, turn=2)])
        add(f"batch_norm in evaluation {shape}, plain", "batch_norm", evaluate,
            [spread(*shape), *running])


def running():
    cases = []
    for shape in ((4, 3), (2, 3, 4)):
        for momentum in (0.1, 0.5, 1.0, 0.0):
            x = torch.tensor(spread(*shape)[1], dtype=torch.float64).reshape(shape)
            mean, var = torch.zeros(3).double(), torch.ones(3).double()
            after = []
            for step in range(3):
                F.batch_norm(x * (step + 1) + step, mean, var, training=True, momentum=momentum)
                after.append({"mean": mean.clone(), "var": var.clone()})
            cases.append({"shape": list(shape), "values": x, "momentum": momentum, "after": after})
    return cases


def dropouts():
    def dropout(x, *, seed, **args):
        torch.manual_seed(seed)
        return F.dropout(x, **args)

    def of_transpose(x, *, seed, p):
        torch.manual_seed(seed)
        return F.dropout(x.permute(2, 0, 1), p)

    for seed in (0, 1, 42):
        for shape in ((3,), (2, 5), (2, 3, 17)):
            for p in (0.5, 0.2):
                add(f"dropout {p} seed {seed} {shape}".replace(",)", ")"), "dropout", dropout,
                    [spread(*shape)], p=p, seed=seed)
    for p in (0.0, 1.0):
        add(f"dropout {p}", "dropout", dropout, [spread(2, 3)], p=p, seed=0)
    add("dropout in evaluation", "dropout", dropout, [spread(2, 3)], p=0.5, training=False, seed=0)
    add("dropout of a transpose", "dropout of a transpose", of_transpose, [spread(2, 3, 4)], p=0.5,
        seed=7)


def record():
    cases.CASES.clear()
    for group in (of_labels, of_numbers, normalisation, dropouts):
        group()
    names = [c["name"] for c in cases.CASES]
    assert len(set(names)) == len(names)
    return {"weights": "w[i] = (5 * i % 7 + 1) / 4", "cases": list(cases.CASES),
            "running": running()}
