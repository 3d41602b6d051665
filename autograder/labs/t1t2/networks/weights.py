"""Which of a network's weights take part and can learn: for both networks' experiments."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from autograder.labs.t1t2.networks import experiments
from autograder.labs.t1t2.networks.experiments import Inputs, call
from autograder.worker import arrays
from autograder.worker.experiments import Seen


class Leaves(TorchFunctionMode):
    """Collects every trainable leaf that a forward pass reads, and whether each layer's weight can learn."""

    LAYERS = ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "linear")

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, torch.Tensor] = {}
        self.learnable: list[bool] = []

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") in self.LAYERS:
            weight = args[1] if len(args) > 1 else (kwargs or {}).get("weight")
            self.learnable.append(bool(getattr(weight, "requires_grad", True)))
        for value in _flatten([*args, *(kwargs or {}).values()]):
            learnable = arrays.is_a(value, nn.Parameter) or value.requires_grad
            # A view taken under no_grad of something computed, as spectral norm takes it, is no leaf.
            if learnable and value.is_leaf and (value._base is None or value._base.is_leaf):
                self.found[id(value)] = value
        return func(*args, **(kwargs or {}))


def _flatten(values: Iterable[Any]) -> Iterable[torch.Tensor]:
    for value in values:
        if arrays.is_tensor(value):
            yield value
        elif arrays.is_a(value, (list, tuple)):
            yield from _flatten(value)


def learning(seen: Seen, network: nn.Module, suit: Callable[[], Inputs]) -> None:
    """Which weights take part in the forward pass, and which of them a gradient reaches.

    network: one that was never called. suit: gives inputs that suit it, and calls it for that.

    "late": how many parameters are there only once the network has been called;
    "learnable": of each convolution and product, whether its weights can learn;
    "unregistered": shapes of weights that are used but not among network.parameters();
    "rebuilt": whether parameters are replaced by new ones at each call;
    "weights": of each parameter its name, shape, whether it is frozen, its largest gradient (None
    where there is none), whether it is called at all and whether the output changes with it.
    """
    built = len({id(parameter) for parameter in network.parameters()})
    inputs = suit()
    with Leaves() as leaves:
        output = call(network, inputs)
    before = {id(parameter) for parameter in network.parameters()}
    seen["requires_grad"] = output.requires_grad
    seen["parameters"] = len(before)
    seen["late"] = len(before) - built
    seen["learnable"] = leaves.learnable
    # A view of a parameter's memory, as spectral norm takes it, is that parameter.
    memory = {parameter.untyped_storage().data_ptr() for parameter in network.parameters()}
    seen["unregistered"] = [list(leaf.shape) for leaf in leaves.found.values()
                            if leaf.untyped_storage().data_ptr() not in memory]
    call(network, inputs)
    seen["rebuilt"] = before != {id(parameter) for parameter in network.parameters()}
    weights = _weights(network, inputs, leaves)
    if output.requires_grad and not all(weight["gradient"] for weight in weights):
        # What begins behind a gate of zero, as in SAGAN, is reached once the gate has opened.
        seen.attempt("woken", lambda: experiments.wake(network, inputs) or True)
        weights = [max(pair, key=lambda weight: (weight["gradient"] or 0, weight["used"]))
                   for pair in zip(weights, _weights(network, inputs, leaves))]
    seen["weights"] = weights


def _weights(network: nn.Module, inputs: Inputs, leaves: Leaves) -> list[dict[str, Any]]:
    """Of each parameter: its record, with the gradient of a random sum of the output."""
    network.zero_grad()
    output = call(network, inputs)
    if output.requires_grad:
        (output * torch.randn_like(output)).sum().backward()
    return [_weight(network, inputs, name, parameter, id(parameter) in leaves.found)
            for name, parameter in network.named_parameters()]


def _weight(network: nn.Module, inputs: Inputs, name: str, weight: nn.Parameter,
            called: bool) -> dict[str, Any]:
    gradient = None if weight.grad is None else float(np.abs(arrays.plain(weight.grad)).max())
    record = {"name": name[:80], "shape": list(weight.shape), "frozen": not weight.requires_grad,
              "gradient": gradient, "called": called, "used": True}
    if not weight.requires_grad or not gradient:
        record["used"] = _matters(network, inputs, weight)
    return record


@torch.no_grad()
def _matters(network: nn.Module, inputs: Inputs, weight: nn.Parameter) -> bool:
    """Whether the output changes with this weight: an unused layer harms nobody."""
    original, before = weight.detach().clone(), call(network, inputs)
    weight.add_(torch.randn_like(weight))
    changed = not torch.equal(before, call(network, inputs))
    weight.copy_(original)
    return changed
