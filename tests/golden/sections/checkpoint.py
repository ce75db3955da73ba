"""What PyTorch makes of checkpoint.safetensors, a file that a session has written (checkpoint.mjs).

x, y     what nn.Sequential with the file's weights, loaded by their names, gives for x
moments  the optimizer's, loaded by torch.optim.Adam: exp_avg of the first bias
"""
import json
import struct
from pathlib import Path

import numpy
import torch

FILE = Path(__file__).resolve().parent.parent / "checkpoint.safetensors"
DTYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}


def read_tensors():
    content = FILE.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(content[start + begin:start + end], DTYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(array.reshape(entry["shape"]).copy())
    return tensors


def record():
    tensors = read_tensors()
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    net.load_state_dict({name: x for name, x in tensors.items() if name[0].isdigit()})
    optimizer = torch.optim.Adam(net.parameters(), lr=float(tensors["trainer.lr"][0]))
    state = {i: {key: tensors[f"optimizer.{i}.{key}"] for key in ("step", "exp_avg", "exp_avg_sq")}
             for i in range(4)}
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
    x = torch.arange(12, dtype=torch.float32).reshape(4, 3) / 8 - 0.5
    bias = list(net.parameters())[1]
    return {"cases": [{"x": x.reshape(-1).tolist(), "y": net(x).detach().reshape(-1),
                       "steps": int(optimizer.state[bias]["step"]),
                       "exp_avg": optimizer.state[bias]["exp_avg"]}]}
