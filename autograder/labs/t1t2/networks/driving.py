"""A network driven to the bounds of its output, whatever its style: by larger weights, else by training."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.networks.experiments import Inputs, call, plain, settle
from autograder.worker.experiments import Seen

FAINT = 0.01
SCALES = [2.0**power for power in range(1, 13)]
LEAST, PRECISION = 1e-3, 1.06
# A push that brings its output no nearer for so many steps has come to its end, and so have weights that are doubled
# so many times without moving the two values on which nearly all of the output lies.
PUSHES, PATIENCE, CLOSER = 40, 12, 0.01
STANDSTILL, NEARLY_ALL, EITHER, BESIDE = 2, 0.9, 0.1, 0.03
OFF_CENTRE = 0.5
NOTHING = 0.05
SETTLED = 150
NEAR = 0.97  # of the way to a bound, for half of the pixels


def drive(seen: Seen, network: nn.Module, inputs: Inputs, low: float, high: float) -> None:
    """Outputs of the network as built ("base"), with tiny weights ("faint"), with huge ones ("loud", in evaluation
    mode "evaluated") and half way there ("mid"); where these go beyond the bounds, with weights that are larger
    still ("louder"). "leaning_down", "leaning_up": where all of "evaluated" lies on one side, the outputs in training
    and in evaluation mode after a short training towards the other.

    All weights are scaled together: a final Tanh or Sigmoid bends towards its bounds, a clamp hits
    them, an absent one goes beyond. Where scaling does not reach both bounds (spectral norm, say),
    the network is trained towards each of them instead ("pushed_up", "pushed_down"), and huge weights are negated
    ("mirrored"): weights that are all alike may be further from a bound than a short training goes.
    """
    originals, training = [parameter.detach().clone() for parameter in network.parameters()], network.training

    def reach(output: torch.Tensor) -> torch.Tensor:
        return (2 * output - high - low) / (high - low)

    @torch.no_grad()
    def at(scale: float) -> torch.Tensor:
        for parameter, original in zip(network.parameters(), originals):
            parameter.copy_(original * scale)
        return call(network, inputs)

    seen["base"], seen["faint"] = plain(at(1.0)), plain(at(FAINT))
    # From where it starts: a clamp begins on its bound, so that to be near it says nothing.
    start = float(reach(torch.from_numpy(seen["faint"])).median())
    start = start if abs(start) > OFF_CENTRE else 0.0
    upper = {scale: _upper(reach(torch.from_numpy(seen[name])) - start)
             for name, scale in (("faint", FAINT), ("base", 1.0))}
    ends: list[tuple[float, float] | None] = []
    for top in SCALES:
        output = at(top)
        if not torch.isfinite(output).all():
            break
        seen["loud"], upper[top] = plain(output), _upper(reach(output) - start)
        ends.append(_two_ends(reach(output)))
        if reach(output).abs().quantile(0.5) > NEAR or _stands_still(ends):
            break
    seen.attempt("evaluated", lambda: _evaluated(network, inputs, at, [top, 1.0]))
    network.train(training)
    if "loud" in seen and reach(torch.from_numpy(seen["loud"])).abs().max() > 1 + 1e-3:
        seen["louder"] = plain(at(4 * top))  # whether there is another bound, or none
    if (middle := _bisect(lambda scale: _upper(reach(at(scale)) - start), 0.9, upper)) is not None:
        seen["mid"] = plain(at(middle))
    loudest = reach(torch.from_numpy(seen.get("loud", seen["base"])))
    at(1.0)
    if not (loudest.max() > 0.9 and loudest.min() < -0.9):
        mirrored = at(-top)
        if torch.isfinite(mirrored).all():
            seen["mirrored"] = plain(mirrored)
        at(1.0)
        for name, target in () if _stands_still(ends) else (("pushed_up", 1.4), ("pushed_down", -1.4)):
            seen.attempt(name, lambda target=target: plain(_push(network, inputs, reach, target)))
            at(1.0)
    elif "evaluated" in seen:
        evaluated = reach(torch.from_numpy(seen["evaluated"]))
        for name, target, absent in (("leaning_up", 1.4, evaluated.max() < NOTHING),
                                     ("leaning_down", -1.4, evaluated.min() > -NOTHING)):
            if absent:
                seen.attempt(name, lambda target=target: _lean(network, inputs, reach, target))
                at(1.0)


def _evaluated(network: nn.Module, inputs: Inputs, at: Callable[[float], torch.Tensor], scales: list) -> np.ndarray:
    """The output in evaluation mode, with weights of the first scale at which it is finite. at: sets the scale."""
    for scale in scales:
        at(scale)
        output = call(network.eval(), inputs).detach()
        if torch.isfinite(output).all():
            break
    return plain(output)


def _lean(network: nn.Module, inputs: Inputs, reach: Callable, target: float) -> list[np.ndarray]:
    """The outputs in training and in evaluation mode once the network has been trained towards one side."""
    trained = plain(_push(network, inputs, reach, target))
    settle(network, inputs, SETTLED)  # a mean that is large beside its deviation must be right to many digits
    evaluated = plain(call(network, inputs))
    network.train()
    return [trained, evaluated]


def _two_ends(reached: torch.Tensor) -> tuple[float, float] | None:
    """The two values on which nearly all of each saturated picture lies; None where one is spread, or all the same."""
    low, high = float(reached.min()), float(reached.max())
    gap = BESIDE * (high - low)
    below, above = ((near < gap).flatten(1).float().mean(1) for near in (reached - low, high - reached))
    return (low, high) if min(below.min(), above.min()) > EITHER and (below + above).min() > NEARLY_ALL else None


def _stands_still(ends: list[tuple[float, float] | None]) -> bool:
    """Whether the last ones of these are the same two values: no larger weights lead beyond them, nor other ones."""
    last = ends[-STANDSTILL - 1:]
    return len(last) > STANDSTILL and None not in last and bool(np.ptp(last, axis=0).max() < 1e-3)


def _upper(reached: torch.Tensor) -> float:
    return float(reached.abs().flatten()[:2**18].quantile(0.9))


def _bisect(function: Callable[[float], float], goal: float, known: dict[float, float]) -> float | None:
    """The scale at which function reaches goal, by bisection of the logarithm.

    known: its values at some scales; None where it reaches the goal at none of them.
    """
    high = min((scale for scale, value in known.items() if value >= goal), default=None)
    if high is None:
        return None
    low = max((scale for scale in known if scale < high), default=LEAST)
    while high > PRECISION * low:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if function(middle) >= goal else (middle, high)
    return high


def _push(network: nn.Module, inputs: Inputs, reach: Callable, target: float) -> torch.Tensor:
    """The output after a short training towards a constant beyond one bound."""
    optimizer, best, since = torch.optim.Adam(network.parameters(), lr=0.02), -float("inf"), 0
    for _ in range(PUSHES):
        output = call(network, inputs)
        reached = reach(output)
        got = float((reached * target).detach().quantile(0.5)) / abs(target)
        best, since = (got, 0) if got > best + CLOSER else (best, since + 1)
        if got > NEAR or since == PATIENCE:
            # Going on would press what is smooth onto its bound; and a spectral norm gives less at the next call.
            return output
        optimizer.zero_grad()
        (reached - target).square().mean().backward()
        optimizer.step()
    return call(network, inputs)
