"""Run the optimizer, an epoch and a validation on known networks, loaders and optimizers; record what happens."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader

from autograder.labs.segmentation.collaborators.probe_networks import (
    LoggedScheduler,
    LoggedSGD,
    ModalNetwork,
    ProbeNetwork,
)
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment, give_right

MOST_EVENTS = 200
NEIGHBOURS = ("segmentation_loss", "dice_loss", "dice")


@experiment("make_optimizer")
def optimizer(seen: Seen, student: dict, modules: list, epochs: list, gradients: list) -> None:
    """What make_optimizer returns for a small model; two steps on known gradients; the rates of a schedule."""
    torch.default_generator.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Conv2d(2, 3, 1))
    seen.attempt("made", lambda: _made(student["make_optimizer"], model, int(epochs[0])))
    seen.attempt("moves", lambda: _moves(student["make_optimizer"], gradients, int(epochs[0])))
    for count in epochs:
        seen.attempt(f"rates {count}", lambda count=count: _rates(student["make_optimizer"], int(count)))


def _made(make: Callable, model: torch.nn.Module, epochs: int) -> dict[str, Any]:
    optimizer, _, ordered = _pair(make(model, epochs))
    held = [id(weight) for group in optimizer.param_groups for weight in group["params"]]
    own = [id(weight) for weight in model.parameters()]
    group = optimizer.param_groups[0]
    return {"type": type(optimizer).__name__, "ordered": ordered, "lr": float(group["lr"]),
            "betas": [float(beta) for beta in group.get("betas", ())],
            "missing": len(set(own) - set(held)), "foreign": len(set(held) - set(own)),
            "twice": len(held) - len(set(held))}


def _moves(make: Callable, gradients: list, epochs: int) -> list[np.ndarray]:
    """Weights of 1 after each step, on one gradient for each step."""
    model = torch.nn.Linear(len(gradients[0]), 1, bias=False)
    with torch.no_grad():
        model.weight.fill_(1.0)
    optimizer, _, _ = _pair(make(model, epochs))
    found = []
    for gradient in gradients:
        model.weight.grad = torch.from_numpy(np.array(gradient, np.float32))[None]
        optimizer.step()
        found.append(model.weight.detach().numpy()[0].copy())
    return found


def _rates(make: Callable, epochs: int) -> dict[str, Any]:
    """The learning rate before each epoch and after the last."""
    optimizer, scheduler, ordered = _pair(make(torch.nn.Linear(2, 1), epochs))
    rates = [float(optimizer.param_groups[0]["lr"])]
    for _ in range(epochs):
        optimizer.step()
        scheduler.step()
        rates.append(float(optimizer.param_groups[0]["lr"]))
    return {"rates": rates, "ordered": ordered}


def _pair(result: Any) -> tuple[Any, Any, bool]:
    """Optimizer and scheduler, and whether they came in this order."""
    both = list(result) if arrays.is_a(result, (tuple, list)) else [result, None]
    if len(both) == 2 and not hasattr(both[0], "param_groups") and hasattr(both[1], "param_groups"):
        return both[1], both[0], False
    return both[0], both[1] if len(both) > 1 else None, len(both) == 2 and both[1] is not None


@experiment("train_epoch")
def epoch(seen: Seen, student: dict, modules: list, images: np.ndarray, masks: np.ndarray, batch: int,
          weights: np.ndarray, rate: float, own: bool) -> None:
    """Two epochs on end on a probe network ("whole"); each of their batches by itself, with the weights that it met
    there; an epoch without a scheduler; one on a network whose mode shows.

    own: leave the submission's own losses and metrics in place instead of right ones.
    """
    if not own:
        give_right(modules, *NEIGHBOURS)
    train, whole = student["train_epoch"], _loader(images, masks, batch)

    def run(loader: DataLoader, start: np.ndarray, count: int = 1, scheduled: bool = True) -> dict[str, Any]:
        return _epochs(train, loader, start, float(rate), count, scheduled)

    seen.attempt("whole", lambda: run(whole, weights, 2))
    seen.attempt("unscheduled", lambda: run(whole, weights, scheduled=False))
    seen.attempt("modal", lambda: _modal_epoch(train, whole))
    if "whole" in seen:
        for number, (start, marks) in enumerate(_met(seen["whole"]["log"], weights)):
            chosen = [index for index in range(len(images)) if images[index, 0, 0, 0] in marks]
            seen.attempt(f"batch {number}", lambda chosen=chosen, start=start: run(
                _loader(images[chosen], masks[chosen], batch), start))


def _met(log: list[dict], weights: np.ndarray) -> Iterator[tuple[np.ndarray, list[float]]]:
    """For each step of the optimizer: the weights before it, and the marks of the slices that the network saw last."""
    marks: list[float] = []
    for event in log:
        if event["event"] == "call":
            marks = event["slices"]
        elif event["event"] == "step":
            yield weights, marks
            weights = event["weights"]


def _epochs(train: Callable, loader: DataLoader, start: np.ndarray, rate: float, count: int,
            scheduled: bool) -> dict[str, Any]:
    """The log of these epochs, and what each returned."""
    log: list[dict] = []
    network = ProbeNetwork(start[:3].tolist(), start[3:].tolist(), log)
    optimizer = LoggedSGD(network, rate)
    scheduler = LoggedScheduler(optimizer, log) if scheduled else None
    returned = []
    for _ in range(count):
        returned.append(_number(_call(train, network, loader, optimizer, scheduler)))
        log.append({"event": "end"})
    return {"log": log[:MOST_EVENTS], "returned": returned}


def _modal_epoch(train: Callable, loader: DataLoader) -> dict[str, Any]:
    """An epoch on a network whose mode shows, left in evaluation mode by what went before."""
    log: list[dict] = []
    torch.default_generator.manual_seed(1)
    network = ModalNetwork(log).eval()
    optimizer = torch.optim.SGD(network.parameters(), 0.01)
    _call(train, network, loader, optimizer, LoggedScheduler(optimizer, log))
    return {"log": log[:MOST_EVENTS]}


def _call(train: Callable, network: torch.nn.Module, loader: DataLoader, optimizer: Any, scheduler: Any) -> Any:
    """With the scheduler where there is one; without it where train_epoch takes none, which its own check judges."""
    if scheduler is None:
        return train(network, loader, optimizer)
    try:
        return train(network, loader, optimizer, scheduler)
    except TypeError as error:
        if "argument" not in str(error):
            raise
        return train(network, loader, optimizer)


@experiment("validate")
def validation(seen: Seen, student: dict, modules: list, images: np.ndarray, masks: np.ndarray, batch: int,
               weights: np.ndarray, own: bool) -> None:
    """Validate a probe network, for the scores, and one whose mode shows, for the rest."""
    if not own:
        give_right(modules, *NEIGHBOURS)
    seen.attempt("scores", lambda: _scores(student["validate"], _loader(images, masks, batch), weights))
    seen.attempt("modal", lambda: _modal_validation(student["validate"], _loader(images, masks, batch)))


def _scores(validate: Callable, loader: DataLoader, weights: np.ndarray) -> dict[str, Any]:
    log: list[dict] = []
    network = ProbeNetwork(weights[:3].tolist(), weights[3:].tolist(), log).train()
    result = validate(network, loader)
    record: dict[str, Any] = {"type": type(result).__name__, "log": log[:MOST_EVENTS]}
    for name in ("loss", "dice"):
        try:
            record[name] = result[name]
        except (KeyError, IndexError, TypeError):
            continue  # absent: the check says so
    if "loss" in record:
        record["loss"] = _number(record["loss"])
    if "dice" in record:
        values = record["dice"].values() if arrays.is_a(record["dice"], dict) else record["dice"]
        record["dice"] = [_number(value) for value in values]
    return record


def _modal_validation(validate: Callable, loader: DataLoader) -> dict[str, Any]:
    """The calls of a network in training mode, and what has become of it."""
    log: list[dict] = []
    torch.default_generator.manual_seed(1)
    network = ModalNetwork(log).train()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    validate(network, loader)
    after, weights = network.state_dict(), dict(network.named_parameters())
    moved = [name for name in before if not torch.equal(before[name], after[name])]
    return {"log": log[:MOST_EVENTS], "weights": sum(name in weights for name in moved),
            "statistics": sum(name not in weights for name in moved),
            "gradients": sum(value.grad is not None for value in weights.values()),
            "frozen": sum(not value.requires_grad for value in weights.values())}


def _number(value: Any) -> dict[str, Any]:
    """A returned number: its type, whether a graph hangs on it, and its value where float() takes it."""
    record: dict[str, Any] = {"type": type(value).__name__, "graph": False}
    if arrays.is_tensor(value):
        record["graph"] = bool(arrays.tensor(value).requires_grad)
        value = arrays.tensor(value).detach()
    try:
        record["value"] = float(value)
    except (TypeError, ValueError, RuntimeError):
        return record  # no number: the check says so
    return record


def _loader(images: np.ndarray, masks: np.ndarray, batch: int) -> DataLoader:
    pairs = [(torch.from_numpy(image.copy()), torch.from_numpy(mask.copy())) for image, mask in zip(images, masks)]
    return DataLoader(pairs, batch_size=int(batch), shuffle=False)
