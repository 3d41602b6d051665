"""Everything together: the submission's own parts are trained on one small batch."""
from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from autograder.labs.t1t2.networks import experiments
from autograder.labs.t1t2.parts.dataset.experiments import lay_out, open_dataset
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

NEEDS = ("PairedMedicalDataset", "Generator", "Discriminator", "generator_loss",
         "discriminator_loss", "make_optimizers", "train_step")
# Of going on: how much higher the learning rate is, how often G is looked at, and how long it may take.
QUICKER, LOOK_EVERY, MOST_SECONDS = 10, 3, 100.0


@experiment(*NEEDS)
def together(seen: Seen, student: dict, modules: list, folders: dict, right: dict, unseen: np.ndarray,
             steps: int, wide_steps: int, wide_pairs: int, looks: list, fallen: float, wide_fallen: float,
             enough: float, more_steps: int, fallen_fast: float) -> None:
    """Train on the slices of the folders until that has clearly worked, or for `steps` steps.

    looks: after which of them that is asked.
    fallen: the run ends once L1 is below this share of its first value, as G is trained and in the
    mode that suits G better; going on would show nothing more. wide_...: where only slices of 256x256 will do.
    more_steps: where L1 is not below the share `enough` by then, it goes on with a higher learning rate, and has then
    to fall to the share `fallen_fast`.

    right: the grey levels of the same slices; used where the dataset gives others, so that its mistake is not
    charged twice. unseen: of T1 slices to translate before and after; their T2 never enters this process.
    """
    batch, new = _batch(student, folders, right), experiments.tensors(unseen)
    G, D = student["Generator"]().train(), student["Discriminator"]().train()
    if not _works(G, D, _smaller(tuple(value[:1] for value in batch))):
        steps, fallen, batch = wide_steps, wide_fallen, tuple(value[:int(wide_pairs)] for value in batch)
    else:
        batch, new = _smaller(batch), _smaller(new)
    optimizers = student["make_optimizers"](G, D)
    weights = [_copies(network) for network in (G, D)]

    def train() -> list[float]:
        result = student["train_step"](G, D, *optimizers, *(value.clone() for value in batch))
        return [float(result["loss_G"]), float(result["loss_D"])]

    def look() -> tuple[dict[str, Any], dict[str, float]]:
        outputs = _outputs(G, batch[0])
        return outputs, _distances(outputs, batch[1])

    seen["before"], first = look()
    seen["unseen_before"] = _outputs(G, new[0])
    seen["losses"], seen["course"], seen["steps"] = [], [[0, first["train"]]], 0
    for step in range(1, int(steps) + 1):
        seen["losses"].append(train())
        seen["steps"] = step
        if step in looks or step == steps:
            seen["trained"], distances = look()
            seen["course"].append([step, distances["train"]])
            if distances["train"] < fallen * first["train"] and min(distances.values()) < fallen * min(first.values()):
                break
    seen["moved"] = [_moved(network, before) for network, before in zip((G, D), weights)]
    seen["size"] = batch[0].shape[-1]
    seen["unseen"] = _outputs(G, new[0])
    if more_steps and _share(first, distances) > enough and seen["moved"][0]:
        seen.attempt("again", lambda: _again(seen, optimizers, train, look, first, int(more_steps), fallen_fast))
        if seen.get("again"):
            seen["unseen"] = _outputs(G, new[0])
    seen.attempt("judged", lambda: _judged(D, batch, experiments.tensors(seen["trained"]["train"])[0]))


def _again(seen: Seen, optimizers: Sequence, train: Callable[[], list[float]], look: Callable, first: dict[str, float],
           steps: int, fallen: float) -> bool:
    """Go on training, faster: whether L1 falls now. If so, what was seen is what is seen now; if not, it stays.

    A right G may begin so far from where it learns that the first steps lead it there and no further. Then it learns
    fast; one whose Tanh is saturated does not.
    """
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["lr"] * QUICKER
    losses, course, begun = [], [], time.process_time()
    for step in range(1, steps + 1):
        losses.append(train())
        if step % LOOK_EVERY == 0 or step == steps:
            outputs, distances = look()
            course.append([seen["steps"] + step, distances["train"]])
            if _share(first, distances) < fallen:
                seen["losses"] += losses
                seen["course"] += course
                seen["steps"] += step
                seen["trained"] = outputs
                return True
            if time.process_time() - begun > MOST_SECONDS:  # else the whole run would pass its limit
                break
    return False


def _batch(student: dict, folders: dict, right: dict) -> tuple[torch.Tensor, ...]:
    """The batch as the submission's dataset loads it, if it does so rightly; else as it should."""
    expected = experiments.tensors(right["t1"], right["t2"])
    try:
        dataset = open_dataset(student["PairedMedicalDataset"], lay_out(folders))
        pairs = [dataset[index] for index in range(len(expected[0]))]
        loaded = tuple(torch.stack([arrays.tensor(pair[side]) for pair in pairs]) for side in (0, 1))
        if all(a.dtype == b.dtype and a.shape == b.shape and (a - b).abs().max() < 0.05
               for a, b in zip(loaded, expected)):
            return loaded
    except (Exception, SystemExit):
        return expected  # the part `dataset` says what is wrong
    return expected


def _works(G: nn.Module, D: nn.Module, batch: tuple[torch.Tensor, ...]) -> bool:
    """Whether both networks take slices of this size."""
    try:
        with torch.no_grad():
            fake = experiments.first_tensor(G(batch[0].clone()))
            D(batch[0].clone(), fake.clone())
        return fake.shape == batch[0].shape
    except Exception:  # many right networks need 256x256
        return False


def _smaller(pair: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return tuple(F.avg_pool2d(value, 4) for value in pair)


@torch.no_grad()
def _outputs(G: nn.Module, t1: torch.Tensor) -> dict[str, Any]:
    """G's translations in both modes; its running statistics and torch's random numbers stay as they are."""
    state = {name: value.clone() for name, value in G.state_dict().items()}
    with torch.random.fork_rng(devices=[]):
        outputs = {name: experiments.plain(experiments.call(G.train(mode), (t1,)))
                   for name, mode in (("train", True), ("eval", False))}
    G.load_state_dict(state)
    G.train()
    return outputs


@torch.no_grad()
def _judged(D: nn.Module, batch: tuple[torch.Tensor, ...], fake_t2: torch.Tensor) -> list[np.ndarray]:
    """D's maps for the batch's real and generated pairs (for pictures; nothing is graded by them)."""
    return [experiments.plain(experiments.call(D, (batch[0], t2))) for t2 in (batch[1], fake_t2)]


def _distances(outputs: dict[str, Any], t2: torch.Tensor) -> dict[str, float]:
    """L1 in each mode."""
    return {mode: float(np.abs(output - t2.numpy()).mean()) for mode, output in outputs.items()}


def _share(first: dict[str, float], distances: dict[str, float]) -> float:
    """What is left of L1: in training mode, or in the mode that suits G better, whichever is less."""
    return min(distances["train"] / first["train"], min(distances.values()) / min(first.values()))


def _copies(network: nn.Module) -> list[torch.Tensor]:
    return [value.clone() for value in _values(network)]


def _values(network: nn.Module) -> list[torch.Tensor]:
    return [arrays.tensor(value).detach() for value in network.parameters()]


def _moved(network: nn.Module, before: list[torch.Tensor]) -> float:
    """The largest change of a weight. Tensor by tensor: a large network's weights are not copied once more."""
    return float(torch.stack([(value - old).abs().max() for value, old in zip(_values(network), before)
                              if value.numel()]).max())
