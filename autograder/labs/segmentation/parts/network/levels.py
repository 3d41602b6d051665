"""What reaches a network's output from each level of its encoder without going through a smaller map.

A level is how often a map's sides are halved: 0 at the input's size, 1 at half of it. A forward pass is run again
with what another input gave at one level put into it, and with all smaller maps held at what they were: the output
then changes by nothing but a skip connection at that level, in whatever style it is written.
"""
from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten, tree_map_only

from autograder.labs.segmentation.parts.network.calling import call


class Maps(TorchDispatchMode):
    """Keeps what each operation of a forward pass gives, in order, and the sizes of all feature maps.

    full: the input's (H, W).
    """

    def __init__(self, full: torch.Size) -> None:
        super().__init__()
        self.full, self.kept, self.entered = full, [], set()
        self.sizes: set[tuple[int, int]] = set()

    def level(self, value: torch.Tensor) -> int | None:
        """The level of a map; None for what is none, such as weights, vectors and single numbers a channel."""
        if value.ndim != 4 or min(value.shape[2:]) < 2:
            return None
        ratio = (self.full.numel() / value.shape[2:].numel()) ** 0.5
        return max(0, round(torch.log2(torch.tensor(ratio)).item()))

    def enters(self, inputs: list[torch.Tensor], outputs: list[torch.Tensor]) -> int | None:
        """The level that an operation shrinks its map to; None for one that does not shrink any."""
        before, after = ([level for value in values if (level := self.level(value)) is not None]
                         for values in (inputs[:1], outputs[:1]))
        return after[0] if before and after and after[0] > before[0] else None

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        inputs = _tensors((args, kwargs))
        shapes = [value.shape for value in inputs[:1]]
        result = func(*args, **(kwargs or {}))
        outputs = _tensors(result)
        for value in outputs:
            if self.level(value) is not None and value.shape[1] > 1:
                self.sizes.add(tuple(value.shape[2:]))
        entered = self.enters(inputs, outputs) if shapes else None
        if entered is not None:
            self.entered.add(entered)
        return self.note(func, result, outputs, entered)

    def note(self, func: Any, result: Any, outputs: list[torch.Tensor], entered: int | None) -> Any:
        # Full-size results are computed anew in every run, and need not be kept.
        small = [value.clone() if self.level(value) else None for value in outputs]
        self.kept.append(small)
        return result


class Mixed(Maps):
    """Runs a pass in which maps below a level are those of one run (`held`), and those that enter the level are those
    of another (`injected`)."""

    def __init__(self, full: torch.Size, level: int, held: Maps, injected: Maps) -> None:
        super().__init__(full)
        self.at, self.held, self.injected, self.count = level, held, injected, 0

    def note(self, func: Any, result: Any, outputs: list[torch.Tensor], entered: int | None) -> Any:
        number, self.count = self.count, self.count + 1
        if number >= min(len(self.held.kept), len(self.injected.kept)):
            return result
        replaced = {}
        for place, value in enumerate(outputs):
            level = self.level(value) or 0
            source = self.held if level > self.at else self.injected if entered == self.at else None
            if source is not None and place < len(source.kept[number]) and (
                    kept := source.kept[number][place]) is not None and kept.shape == value.shape:
                replaced[id(value)] = kept.clone()  # a tensor can be handed on once
        if func._schema.is_mutable:  # the network goes on with the tensor that was changed
            for value in outputs:
                if id(value) in replaced:
                    value.copy_(replaced[id(value)])
            return result
        return tree_map_only(torch.Tensor, lambda value: replaced.get(id(value), value), result)


def _tensors(values: Any) -> list[torch.Tensor]:
    return [value for value in tree_flatten(values)[0] if isinstance(value, torch.Tensor)]


@torch.no_grad()
def passing(network: nn.Module, first: torch.Tensor, second: torch.Tensor) -> dict[str, Any]:
    """How far the output for the first slices goes towards what other slices would give, level by level.

    "sizes": of all maps; "levels": those that the encoder enters, with 0; "changes": for each of these the largest
    change of the output if that level alone changes and all smaller ones are held; "whole": if everything changes.
    """
    runs, outputs = [], []
    # Where the output is smaller than the input, its size is the largest that anything can reach it at.
    full = min(first.shape[2:], call(network, first).shape[2:], key=lambda size: size.numel())
    for slices in (first, second):
        with Maps(full) as maps:
            outputs.append(call(network, slices))
        runs.append(maps)
    levels = sorted({0} | runs[0].entered)
    changes = []
    for level in levels:
        with Mixed(full, level, *runs) as mixed:
            output = call(network, first if level else second)
        del mixed
        changes.append(float((output - outputs[0]).abs().max()))
    return {"input_size": list(first.shape[2:]), "full": list(full), "sizes": list(map(list, sorted(runs[0].sizes))),
            "levels": levels, "changes": changes, "whole": float((outputs[1] - outputs[0]).abs().max())}
