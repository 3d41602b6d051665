"""Let a Discriminator judge pairs of slices, and record what comes out."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.networks import diagram, driving, experiments, influences, weights
from autograder.worker.experiments import Seen, experiment

# Map cells, as fractions of the map's height and width: the corners, then the quarters.
CORNERS = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
QUARTERS = [(0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)]
FINE = 16
# A network as it was built may not show what moves it: torch's older spectral norm saturates one that has not yet
# been trained, a gate may begin at zero, and large weights bend the last activation out of sight.
LOOKS = ((), (experiments.settle,), (experiments.settle, experiments.wake), (experiments.settle, experiments.calm),
         (experiments.settle, experiments.calm, experiments.calm))


@experiment("Discriminator")
def build(seen: Seen, student: dict, modules: list) -> None:
    """Discriminator(): is it a module?"""
    experiments.make(seen, student["Discriminator"])


@experiment("Discriminator")
def shapes(seen: Seen, student: dict, modules: list, small: list, wide: list) -> None:
    """The shapes of the maps for one pair of 256x256 and for a batch of two, in training mode."""
    network = experiments.build(student["Discriminator"])
    experiments.shapes(seen, network, small, wide, keeps_shape=False, modes=(True, True))


@experiment("Discriminator")
def driven(seen: Seen, student: dict, modules: list, small: list, wide: list) -> None:
    network, inputs = _fitted(student, small, wide)
    driving.drive(seen, network, inputs, 0.0, 1.0)


@experiment("Discriminator")
def learning(seen: Seen, student: dict, modules: list, small: list, wide: list) -> None:
    network = experiments.build(student["Discriminator"])
    weights.learning(seen, network, lambda: experiments.suited(network, small, wide))


@experiment("Discriminator")
def superposed(seen: Seen, student: dict, modules: list, small: list, wide: list, scales: list = ()) -> None:
    network, inputs = _fitted(student, small, wide, training=False)
    experiments.superposition(seen, network, inputs, scales)


@experiment("Discriminator")
def repeated(seen: Seen, student: dict, modules: list, small: list, wide: list) -> None:
    experiments.repeat(seen, lambda: _fitted(student, small, wide, training=False))


@experiment("Discriminator")
def influence(seen: Seen, student: dict, modules: list, small: list, half: list, wide: list, own: np.ndarray,
              mostly: float) -> None:
    """Which places of T1 and T2 move which cells of the map, in evaluation mode.

    "cells": (8, 2, 16, 16) for the corners and the quarters; "all": (1, 2, 8, 8) for all cells;
    "swapped": the outputs for (T1, T2) and for (T2, T1);
    "shifted": the outputs for (T1 + s, T2 - s) and for (T1 + s, T2 + s) with a pattern s.

    small, half: pairs of a quarter and of half the size, which cost less by the square of that. They serve for all
    but "all", unless the network does not work on them, or less than `mostly` of what moves a corner there lies in
    its own quarter (masks: own).
    """
    wide, whole = experiments.tensors(*wide), {}
    for pairs in (experiments.tensors(*small), experiments.tensors(*half)):
        try:
            found = _influence(seen, student, pairs, wide, whole)
        except Exception:  # many right networks need 256x256
            continue
        if _mostly_own(found["cells"], own, mostly):
            break
    else:
        found = _influence(seen, student, wide, wide, whole)
    seen.update(found)


def _mostly_own(cells: np.ndarray, own: np.ndarray, mostly: float) -> bool:
    """Whether every cell is moved, and each corner mostly from its own quarter."""
    corners = cells[:len(own)].sum(1)
    kept = ((corners * own).sum((1, 2)) >= mostly * corners.sum((1, 2))).all()
    return bool(kept and cells.sum((-1, -2)).all())


def _influence(seen: Seen, student: dict, pairs: experiments.Inputs, wide: experiments.Inputs,
               whole: dict[int, np.ndarray]) -> dict[str, Any]:
    """What is seen of the cells on the first of these pairs, and of all on the first wide one.

    whole: what was seen of all already, by the number of the look; added to.
    """
    most, found = -1, {}
    inputs, first = (tuple(value[:1] for value in size) for size in (pairs, wide))
    places = [_cell(*place) for place in CORNERS + QUARTERS]
    for number, steps in enumerate(LOOKS):
        built = experiments.build(student["Discriminator"], training=False)
        for step in steps:
            seen.attempt(step.__name__, lambda step=step, built=built: step(built, wide) or True)
        seeds = influences.seeds_needed(built.eval(), inputs)
        cells = influences.measure(built, inputs, places, FINE, seeds)
        if number not in whole:
            whole[number] = influences.measure(built, first, [influences.random_sum], influences.BLOCKS, seeds)
        moved = np.concatenate([cells.sum((-1, -2)).ravel(), whole[number].ravel()]) > 0
        if moved.sum() > most:
            most, network = moved.sum(), built
            found = {"seeds": seeds, "cells": cells, "all": whole[number]}
        if moved.all():
            break
    with torch.no_grad():
        found["swapped"] = [experiments.plain(experiments.call(network, pair)) for pair in (inputs, inputs[::-1])]
        shift = 0.3 * inputs[0].flip(-1)
        found["shifted"] = [experiments.plain(experiments.call(network, pair)) for pair in (
            (inputs[0] + shift, inputs[1] - shift), (inputs[0] + shift, inputs[1] + shift))]
    return found


@experiment("Discriminator")
def shown(seen: Seen, student: dict, modules: list, wide: list) -> None:
    """The steps from input to output, for a diagram; nothing is graded by them."""
    diagram.draw(seen, experiments.build(student["Discriminator"]), experiments.tensors(*wide))


def _cell(down: float, along: float) -> Callable[[torch.Tensor], torch.Tensor]:
    def pick(output: torch.Tensor) -> torch.Tensor:
        rows, columns = output.shape[-2:]
        cell = output[0, ..., round(down * (rows - 1)), round(along * (columns - 1))].flatten()
        return (cell * torch.arange(1, len(cell) + 1)).sum()  # probabilities of two classes add up to a constant
    return pick


def _fitted(student: dict, small: list, wide: list,
            training: bool = True) -> tuple[nn.Module, experiments.Inputs]:
    return experiments.fitted(student["Discriminator"], small, wide, training)
