"""What a network does, step by step, for the diagram on its author's page; nothing is graded by it."""
from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.labs.t1t2.networks import experiments
from autograder.worker.experiments import Seen

# A word in the name of torch's operation -> the kind of step; the first that fits.
KINDS = {"convolution": "conv", "addmm": "linear", "batch_norm": "batch_norm",
         "instance_norm": "instance_norm", "group_norm": "group_norm", "leaky_relu": "leaky_relu",
         "relu": "relu", "gelu": "gelu", "elu": "elu", "silu": "silu", "tanh": "tanh",
         "sigmoid": "sigmoid", "pool": "pool", "upsample": "upsample", "pixel_shuffle": "upsample",
         "cat": "cat"}
MOST = 200


class Steps(TorchDispatchMode):
    """Notes each step of a forward pass, whatever style it is written in: kind, shape, kernel."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        name = func.overloadpacket.__name__
        kind = next((kind for word, kind in KINDS.items() if word in name), None)
        output = result[0] if isinstance(result, (tuple, list)) and result else result
        if kind and isinstance(output, torch.Tensor) and len(self.found) < MOST:
            self.found.append({"kind": kind, "shape": list(output.shape), **_kernel(name, args)})
        return result


def _kernel(name: str, args: tuple) -> dict[str, Any]:
    """Of aten.convolution(input, weight, bias, stride, padding, dilation, transposed, ...)."""
    if name != "convolution":
        return {}
    return {"kernel": list(args[1].shape[2:]), "stride": list(args[3]), "transposed": bool(args[6])}


def draw(seen: Seen, network: nn.Module, inputs: experiments.Inputs) -> None:
    with torch.no_grad(), Steps() as steps:
        experiments.call(network, inputs)
    seen["input"] = [list(value.shape) for value in inputs]
    seen["steps"] = steps.found
