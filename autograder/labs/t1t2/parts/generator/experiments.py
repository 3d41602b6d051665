"""Let a Generator translate noise and slices, and record what comes out."""
from __future__ import annotations

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.networks import diagram, driving, experiments, influences, weights
from autograder.worker.experiments import Seen, experiment


@experiment("Generator")
def build(seen: Seen, student: dict, modules: list) -> None:
    """Generator(): is it a module?"""
    experiments.make(seen, student["Generator"])


@experiment("Generator")
def shapes(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """The shapes for one slice of 256x256 in evaluation mode and for a batch of two in training mode."""
    network = experiments.build(student["Generator"])
    experiments.shapes(seen, network, (small,), (wide,), keeps_shape=True, modes=(False, True))


@experiment("Generator")
def driven(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    network, inputs = _fitted(student, small, wide)
    driving.drive(seen, network, inputs, -1.0, 1.0)


@experiment("Generator")
def traced(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    network, inputs = _fitted(student, small, wide)
    experiments.trace(seen, network, inputs)


@experiment("Generator")
def learning(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    network = experiments.build(student["Generator"])
    weights.learning(seen, network, lambda: experiments.suited(network, [small], [wide], keeps_shape=True))


@experiment("Generator")
def superposed(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray,
               scales: list = ()) -> None:
    network, inputs = _fitted(student, small, wide, training=False)
    experiments.superposition(seen, network, inputs, scales)


@experiment("Generator")
def repeated(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    experiments.repeat(seen, lambda: _fitted(student, small, wide, training=False))


@experiment("Generator")
def influence(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """Which blocks of the input move the output at all, and which of the output move at all."""
    found = {"inputs": np.zeros(()), "outputs": np.zeros(())}
    for training in (False, True):  # a deep network may pass on too little in one of the modes
        if all(moved.all() for moved in found.values()):
            break
        network, inputs = _fitted(student, small, wide, training)
        seeds = influences.seeds_needed(network, inputs)
        energy = influences.measure(network, inputs, [influences.random_sum], influences.BLOCKS, seeds)
        found["inputs"] = np.maximum(found["inputs"], energy[0, 0])
        with torch.no_grad():
            mirrored = tuple(-value.flip(-1) for value in inputs)
            change = experiments.call(network, inputs) - experiments.call(network, mirrored)
        change = influences.energy(change, influences.BLOCKS).numpy()
        found["outputs"] = np.maximum(found["outputs"], change)
    seen.update(found)


@experiment("Generator")
def shown(seen: Seen, student: dict, modules: list, wide: np.ndarray) -> None:
    """The steps from input to output, for a diagram; nothing is graded by them."""
    diagram.draw(seen, experiments.build(student["Generator"]), experiments.tensors(wide))


def _fitted(student: dict, small: np.ndarray, wide: np.ndarray,
            training: bool = True) -> tuple[nn.Module, experiments.Inputs]:
    return experiments.fitted(student["Generator"], [small], [wide], training, keeps_shape=True)
