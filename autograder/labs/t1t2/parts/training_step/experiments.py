"""Run train_step on probe networks, where a weight's change is its gradient."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch

from autograder.labs.t1t2.collaborators.networks import (
    LoggedSGD,
    ProbeDiscriminator,
    ProbeGenerator,
    SmallDiscriminator,
    SmallGenerator,
)
from autograder.labs.t1t2.networks.experiments import lending, reseed
from autograder.worker.experiments import Seen, experiment, stand_ins

LOSSES = ("generator_loss", "discriminator_loss")
CONSECUTIVE = 3


@experiment("train_step")
def steps(seen: Seen, student: dict, modules: list, t1: np.ndarray, t2: np.ndarray,
          weights: dict, rates: dict, lambda_l1: float, lambdas: list, others: dict, own_losses: bool) -> None:
    """One step with lambda_l1, with each of lambdas and with none; three steps on end, each also from a clean start.

    others: further situations, each with its own t1, t2 and weights, for one step.
    own_losses: leave the submission's own losses in place instead of right ones.
    """
    if not own_losses:
        _give_right_losses(modules)
    slices, lambda_l1 = [torch.from_numpy(value) for value in (t1, t2)], float(lambda_l1)

    def run(start: dict, weight: float | None, count: int = 1) -> list[dict]:
        return _run(student["train_step"], start, rates, slices, weight, count)

    with _retained_graphs():
        seen.attempt("first", lambda: run(weights, lambda_l1)[0])
        seen.attempt("default", lambda: run(weights, None)[0])
        for weight in lambdas:
            seen.attempt(f"lambda {weight}", lambda weight=weight: run(weights, float(weight))[0])
        for name, case in others.items():
            seen.attempt(name, lambda case=case: _run(
                student["train_step"], case["weights"], rates,
                [torch.from_numpy(case[key]) for key in ("t1", "t2")], lambda_l1, 1)[0])
        seen.attempt("consecutive", lambda: run(weights, lambda_l1, CONSECUTIVE))
        if "consecutive" in seen:
            seen.attempt("clean", lambda: [run(start, lambda_l1)[0] for start in seen["consecutive"][:-1]])


@experiment("train_step")
def ordinary(seen: Seen, student: dict, modules: list, batches: dict, own_losses: bool) -> None:
    """Two steps with Adam on ordinary small networks with batch normalisation, for each batch."""
    if not own_losses:
        _give_right_losses(modules)
    for name, (t1, t2) in batches.items():
        seen.attempt(name, lambda t1=t1, t2=t2: _ordinary(student["train_step"], t1, t2))


def _give_right_losses(modules: list) -> None:
    """The submission's loss functions, wherever its modules keep them, become right ones."""
    for module in modules:
        for name in LOSSES:
            if name in vars(module):
                setattr(module, name, stand_ins[name])


@contextmanager
def _retained_graphs() -> Iterator[None]:
    """Graphs outlive their backward pass: a fake that is not detached is seen, and ends nothing."""
    backward = torch.Tensor.backward

    def retaining(self: torch.Tensor, gradient: Any = None, retain_graph: Any = None,
                  create_graph: bool = False, inputs: Any = None) -> None:
        backward(self, gradient, True, create_graph, inputs)

    torch.Tensor.backward = retaining
    try:
        yield
    finally:  # the part's next experiment may run in this process
        torch.Tensor.backward = backward


def _run(train_step: Callable, start: dict, rates: dict, slices: list, weight: float | None,
         count: int) -> list[dict]:
    """Call train_step count times; the weights, the log and the returned losses of each call."""
    for give in _ways_of_giving(weight):
        log: list[str] = []
        G = ProbeGenerator("G", start["G"], log)
        D = ProbeDiscriminator("D", start["D"], log)
        optimizers = [LoggedSGD(network, float(rates[network.name])) for network in (G, D)]
        records = []
        try:
            for _ in range(count):
                log.clear()
                result = give(train_step, G, D, *optimizers, *(value.clone() for value in slices))
                records.append({"G": G.weights(), "D": D.weights(), "log": list(log[:200]),
                                **_losses(result)})
            return records
        except TypeError as error:
            if "argument" not in str(error):
                raise
            refusal = error
    raise refusal


def _ways_of_giving(weight: float | None) -> list[Callable]:
    """lambda_l1 by name, else by position, else not at all (which is judged by its own check)."""
    def without(step: Callable, *arguments: Any) -> Any:
        return step(*arguments)

    def by_name(step: Callable, *arguments: Any) -> Any:
        return step(*arguments, lambda_l1=weight)

    def by_position(step: Callable, *arguments: Any) -> Any:
        return step(*arguments, weight)

    return [without] if weight is None else [by_name, by_position, without]


def _losses(result: Any) -> dict[str, Any]:
    """{"type", "loss_G", "loss_D"} of what train_step returned; a loss that is not there is absent."""
    record: dict[str, Any] = {"type": type(result).__name__}
    for name in ("loss_G", "loss_D"):
        try:
            record[name] = float(result[name])
        except (KeyError, IndexError, TypeError, ValueError, RuntimeError):
            continue  # absent: the check says so
    return record


def _ordinary(train_step: Callable, t1: np.ndarray, t2: np.ndarray) -> dict[str, Any]:
    reseed(1)
    networks = {"G": SmallGenerator(), "D": SmallDiscriminator()}
    before = {name: _flat(network) for name, network in networks.items()}
    optimizers = [torch.optim.Adam(network.parameters(), 2e-4) for network in networks.values()]
    record: dict[str, Any] = {}
    for _ in range(2):
        with lending(record, torch.from_numpy(t1), torch.from_numpy(t2)) as slices:
            result = train_step(*networks.values(), *optimizers, *slices)
    record |= _losses(result)
    for name, network in networks.items():
        record[f"moved_{name}"] = _flat(network) - before[name]
        record[f"training_{name}"] = network.training
        record[f"counted_{name}"] = int(next(
            value for key, value in network.named_buffers() if key.endswith("tracked")))
    return record


def _flat(network: torch.nn.Module) -> np.ndarray:
    return torch.cat([value.detach().flatten() for value in network.parameters()]).numpy().copy()
