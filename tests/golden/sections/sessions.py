"""Epochs of small models as a training session runs them: manual_seed(0), the model, manual_seed(0),
and in each epoch the examples in the order of randperm, in batches of 16; the schedule steps after
each epoch. 80 examples are trained on, 20 are validated.

x[i][j] = (31 i + 17 j) % 23 / 23 - 0.5, float32 (12); labels are (i i + i / 3) % 5, targets
[sum of x, x[0] x[1]].
"""
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler

TRAIN, TEST, FEATURES, BATCH, EPOCHS = 80, 20, 12, 16, 4


def classifier():
    return nn.Sequential(nn.Linear(FEATURES, 16), nn.LayerNorm(16), nn.ReLU(), nn.Dropout(0.25),
                         nn.Linear(16, 5))


def regressor():
    return nn.Sequential(nn.Linear(FEATURES, 8), nn.Tanh(), nn.Linear(8, 2, bias=False))


RUNS = {
    "adamW, cosine": (classifier, lambda y_hat, y: F.cross_entropy(y_hat, y, label_smoothing=0.1),
                      lambda p: torch.optim.AdamW(p, lr=0.02),
                      lambda o: lr_scheduler.CosineAnnealingLR(o, 4, eta_min=0.001), 1.0),
    "nll, adam, warm-up": (lambda: nn.Sequential(*classifier(), nn.LogSoftmax(-1)), F.nll_loss,
                           lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.99)),
                           lambda o: lr_scheduler.LinearLR(o, 0.25, total_iters=3), None),
    "mse, sgd with momentum, step": (regressor, F.mse_loss,
                                     lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9,
                                                               weight_decay=0.01, nesterov=True),
                                     lambda o: lr_scheduler.StepLR(o, 2, gamma=0.5), None),
    "huber, exponential": (regressor, lambda y_hat, y: F.huber_loss(y_hat, y, delta=0.3),
                           lambda p: torch.optim.SGD(p, lr=0.2),
                           lambda o: lr_scheduler.ExponentialLR(o, 0.8), 0.5),
    "l1, several steps": (regressor, F.l1_loss, lambda p: torch.optim.Adam(p, lr=0.01),
                          lambda o: lr_scheduler.MultiStepLR(o, [1, 3], gamma=0.3), None),
}


def data(classes):
    n = TRAIN + TEST
    i, j = torch.arange(n).reshape(-1, 1), torch.arange(FEATURES)
    x = ((31 * i + 17 * j) % 23).double().div(23).sub(0.5).float()
    i = i.reshape(-1)
    y = (i * i + i // 3) % 5 if classes else torch.stack([x.sum(1), x[:, 0] * x[:, 1]], 1)
    return x, y


def run(model, loss, optimizer, schedule, clip):
    torch.manual_seed(0)
    net = model()
    x, y = data(model is not regressor)
    torch.manual_seed(0)
    opt = optimizer(net.parameters())
    plan = schedule(opt)
    rows = []
    for _ in range(EPOCHS):
        net.train()
        total = 0.0
        for batch in torch.randperm(TRAIN).split(BATCH):
            value = loss(net(x[batch]), y[batch])
            opt.zero_grad()
            value.backward()
            if clip:
                nn.utils.clip_grad_norm_(net.parameters(), clip)
            opt.step()
            total += value.item() * len(batch)
        plan.step()
        net.eval()
        with torch.no_grad():
            scores = net(x[TRAIN:])
            right = (scores.argmax(1) == y[TRAIN:]).double().mean() if y.dim() == 1 else None
            rows.append([total / TRAIN, loss(scores, y[TRAIN:]).item(),
                         *([] if right is None else [right.item()])])
    return rows


def record():
    return {"cases": [{"name": name, "epochs": run(*arguments)} for name, arguments in RUNS.items()]}
