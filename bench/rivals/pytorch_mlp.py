#!/usr/bin/python3
"""PyTorch on the task of `weft train`: an MLP 784-256-10 or softmax regression on Fashion-MNIST.

    pytorch_mlp.py --data DIR [--model mlp|softmax] [--threads N] [--epochs N] [--json FILE]

DIR holds the four IDX files, gzipped or not. As quick as PyTorch gets without changing the task:
all images are float32 in memory before the clock starts, a batch is one index_select by a slice of
randperm, and the loss is read once an epoch. Seed 0, batch 256, SGD with lr 0.1, mean
cross-entropy; train loss is the mean over samples as seen while training. Seconds are of training
only, without validation. On Debian: apt-get install python3-torch libopenblas0-openmp, and remove
libopenblas0-pthread, whose threads fight with PyTorch's.
"""
import argparse
import gzip
import json
import os
import sys
import time
from pathlib import Path


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True, type=Path, metavar="DIR")
    parser.add_argument("--model", choices=("mlp", "softmax"), default="mlp")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    return parser.parse_args()


def read_idx(folder, name):
    """An IDX file of bytes: 0 0 8 rank, a big-endian 32-bit size for each dimension, the bytes."""
    for path, read in ((folder / name, Path.read_bytes),
                       (folder / f"{name}.gz", lambda p: gzip.decompress(p.read_bytes()))):
        if path.exists():
            raw = read(path)
            break
    else:
        sys.exit(f"{folder}: neither {name} nor {name}.gz is there")
    if raw[:3] != b"\0\0\x08":
        sys.exit(f"{path}: not an IDX file of bytes, it starts with {raw[:4].hex()}")
    rank = raw[3]
    sizes = numpy.frombuffer(raw, ">u4", rank, 4)
    return numpy.frombuffer(raw, numpy.uint8, offset=4 + 4 * rank).reshape(sizes)


def read_split(folder, prefix):
    images = read_idx(folder, f"{prefix}-images-idx3-ubyte").reshape(-1, 784)
    labels = read_idx(folder, f"{prefix}-labels-idx1-ubyte")
    return torch.from_numpy(images.copy()).float().div_(255), torch.from_numpy(labels.copy()).long()


def train_epoch(net, optimizer, images, labels, batch):
    """The mean loss over samples, and the seconds."""
    net.train()
    total = torch.zeros((), dtype=torch.float64)
    start = time.perf_counter()
    order = torch.randperm(len(images))
    for rows in order.split(batch):
        loss = F.cross_entropy(net(images.index_select(0, rows)), labels.index_select(0, rows))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(rows)
    return total.item() / len(images), time.perf_counter() - start


def validate(net, images, labels):
    net.eval()
    with torch.no_grad():
        logits = net(images)
        accuracy = (logits.argmax(1) == labels).float().mean().item()
        return F.cross_entropy(logits, labels).item(), accuracy


def main():
    torch.set_num_threads(options.threads)
    train, test = read_split(options.data, "train"), read_split(options.data, "t10k")
    torch.manual_seed(0)
    if options.model == "mlp":
        net = torch.nn.Sequential(torch.nn.Linear(784, 256), torch.nn.ReLU(),
                                  torch.nn.Linear(256, 10))
    else:
        net = torch.nn.Linear(784, 10)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    torch.manual_seed(0)
    epochs = []
    first_batch_at = time.time()  # but for its millisecond of shuffling and gathering
    for epoch in range(1, options.epochs + 1):
        train_loss, seconds = train_epoch(net, optimizer, *train, batch=256)
        val_loss, val_acc = validate(net, *test)
        epochs.append({"train_loss": train_loss, "val_loss": val_loss, "val_acc": val_acc,
                       "seconds": seconds})
        print(f"epoch {epoch:2}  train loss {train_loss:.5f}  val loss {val_loss:.4f}  "
              f"val acc {val_acc:.4f}  {seconds:.3f} s", flush=True)
    if options.json:
        options.json.write_text(json.dumps({
            "program": f"PyTorch {torch.__version__}, {blas}", "model": options.model,
            "threads": options.threads, "first_batch_at": first_batch_at,
            "epochs": epochs}, indent=1) + "\n")


if __name__ == "__main__":
    options = arguments()
    # BLAS counts its threads when it loads.
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    # As bench/contenders.mjs says.
    os.environ.setdefault("GOMP_SPINCOUNT", "10000")
    import numpy
    import torch
    from torch.nn import functional as F
    from pytorch_blas import blas as used
    blas = used()
    main()
