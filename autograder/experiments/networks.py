"""What generator and discriminator experiments have in common: any network, called any way.

A network is never taken apart, since its style is its author's: it is called, driven to its
limits, differentiated and watched from outside.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.experiments import Seen

Inputs = tuple[torch.Tensor, ...]
FAINT = 0.01
SCALES = [2.0**power for power in range(1, 13)]
LEAST, PRECISION = 1e-3, 1.06
PUSHES = 40
SETTLING = 20
WAKING, WAKING_RATE = 4, 0.01


def tensors(*arrays: np.ndarray) -> Inputs:
    return tuple(torch.from_numpy(np.array(array, np.float32)) for array in arrays)


def make(seen: Seen, kind: Callable[[], nn.Module]) -> None:
    """What kind() returns: its type, and whether that is a module."""
    network = kind()
    seen["type"] = type(network).__name__
    seen["is_module"] = issubclass(type(network), nn.Module)  # __class__ may be forged


def build(kind: Callable[[], nn.Module], training: bool = True) -> nn.Module:
    return kind().train(training)


def call(network: Callable, inputs: Inputs, seed: int = 1) -> torch.Tensor:
    """The network's output, with torch's random numbers at a known place before it."""
    torch.manual_seed(seed)
    return first_tensor(network(*(value.clone() for value in inputs)))


def first_tensor(value: Any) -> torch.Tensor:
    """The first tensor in whatever a network returned; its kind is judged elsewhere."""
    if isinstance(value, (tuple, list)) and value:
        return first_tensor(value[0])
    if isinstance(value, dict) and value:
        return first_tensor(next(iter(value.values())))
    if not isinstance(value, torch.Tensor):
        raise TypeError(f"forward returned {type(value).__name__}, not a tensor")
    return value


# Kept from before student code runs: a submission that patches torch changes its own torch only.
_DETACH, _TO, _CONTIGUOUS, _NUMPY = (
    torch.Tensor.detach, torch.Tensor.to, torch.Tensor.contiguous, torch.Tensor.numpy)


def plain(tensor: torch.Tensor) -> np.ndarray:
    return _NUMPY(_CONTIGUOUS(_TO(_DETACH(tensor), "cpu", torch.float32)))


def fitted(kind: Callable[[], nn.Module], small: list, wide: list, training: bool,
           keeps_shape: bool = False) -> tuple[nn.Module, Inputs]:
    """The student's network, and inputs (arrays) of a size that it can work on."""
    network = build(kind, training)
    return network, _fitting(network, tensors(*small), tensors(*wide), keeps_shape)


def _fitting(network: nn.Module, small: Inputs, wide: Inputs, keeps_shape: bool) -> Inputs:
    """The small inputs where the network works on them, else the wide ones (256x256)."""
    try:
        with torch.no_grad():
            shape = call(network, small).shape
    except Exception:  # many right networks need 256x256; what fails there is reported there
        return wide
    return wide if keeps_shape and shape != small[0].shape else small


def drive(seen: Seen, network: nn.Module, inputs: Inputs, low: float, high: float) -> None:
    """Outputs of the network as built ("base"), with tiny weights ("faint"), with huge ones ("loud")
    and half way there ("mid"); where these go beyond the bounds, with weights that are larger still ("louder").

    All weights are scaled together: a final Tanh or Sigmoid bends towards its bounds, a clamp hits
    them, an absent one goes beyond. Where scaling does not reach both bounds (spectral norm, say),
    the network is trained towards each of them instead ("pushed_up", "pushed_down").
    """
    with torch.no_grad():
        first = call(network, inputs)
    if (first == first.flatten()[0]).all():  # a last layer that begins at zero
        seen.attempt("woken", lambda: wake(network, inputs) or True)
    originals = [parameter.detach().clone() for parameter in network.parameters()]

    def reach(output: torch.Tensor) -> torch.Tensor:
        return (2 * output - high - low) / (high - low)

    @torch.no_grad()
    def at(scale: float) -> torch.Tensor:
        for parameter, original in zip(network.parameters(), originals):
            parameter.copy_(original * scale)
        return call(network, inputs)

    seen["base"], seen["faint"] = plain(at(1.0)), plain(at(FAINT))
    upper = {scale: _upper(reach(torch.from_numpy(seen[name]))) for name, scale in (("faint", FAINT), ("base", 1.0))}
    for top in SCALES:
        output = at(top)
        if not torch.isfinite(output).all():
            break
        seen["loud"], upper[top] = plain(output), _upper(reach(output))
        if reach(output).abs().quantile(0.5) > 0.97:
            break
    if "loud" in seen and reach(torch.from_numpy(seen["loud"])).abs().max() > 1 + 1e-3:
        seen["louder"] = plain(at(4 * top))  # whether there is another bound, or none
    if (middle := _bisect(lambda scale: _upper(reach(at(scale))), 0.9, upper)) is not None:
        seen["mid"] = plain(at(middle))
    ends = reach(torch.from_numpy(seen.get("loud", seen["base"])))
    at(1.0)
    if not (ends.max() > 0.9 and ends.min() < -0.9):
        for name, target in (("pushed_up", 1.4), ("pushed_down", -1.4)):
            seen.attempt(name, lambda target=target: plain(_push(network, inputs, reach, target)))
            at(1.0)


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
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    for _ in range(PUSHES):
        optimizer.zero_grad()
        (reach(call(network, inputs)) - target).square().mean().backward()
        optimizer.step()
    return call(network, inputs)


class Shapes(TorchDispatchMode):
    """Notes the spatial size of every feature map and counts convolutions and matrix products."""

    PRODUCTS = ("conv", "addmm", "mm", "bmm", "baddbmm", "linear")

    def __init__(self) -> None:
        super().__init__()
        self.sizes: set[tuple[int, int]] = set()
        self.layers = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        name = func.overloadpacket.__name__
        self.layers += "conv" in name or name in self.PRODUCTS
        if isinstance(result, torch.Tensor) and result.ndim == 4 and result.shape[1] > 1:
            self.sizes.add((result.shape[2], result.shape[3]))
        return result


def trace(seen: Seen, network: nn.Module, inputs: Inputs) -> None:
    with torch.no_grad(), Shapes() as shapes:
        call(network, inputs)
    seen["input_size"] = list(inputs[0].shape[2:])
    seen["sizes"] = [list(size) for size in sorted(shapes.sizes)]
    seen["layers"] = shapes.layers


@torch.no_grad()
def settle(network: nn.Module, inputs: Inputs) -> None:
    """Passes in training mode until batch statistics and spectral norms fit the weights, then evaluation mode."""
    for _ in range(SETTLING):
        call(network.train(), inputs)
    network.eval()


@torch.enable_grad()
def wake(network: nn.Module, inputs: Inputs) -> None:
    """A few steps of training, in training mode, so that gates and layers that begin at zero open."""
    optimizer = torch.optim.Adam([weight for weight in network.parameters() if weight.requires_grad], lr=WAKING_RATE)
    for _ in range(WAKING):
        optimizer.zero_grad()
        output = call(network.train(), inputs)
        (output * torch.randn_like(output)).sum().backward()
        optimizer.step()
    optimizer.zero_grad()


@torch.no_grad()
def superposition(seen: Seen, network: nn.Module, inputs: Inputs, scales: list) -> None:
    """Outputs for two inputs, their sum and zero: what a linear network would add up. Evaluation mode.

    Both are halved, so that their sum is still a slice: outside [-1, 1] right networks need not be defined.
    scales: if there are any, the same under "scaled" once batch statistics have settled, for weights that are
    so many times as large: a network that begins by passing its input on bends only then.
    """
    first, second = (tuple(value[index:index + 1] / 2 for value in inputs) for index in (0, 1))
    both = tuple(a + b for a, b in zip(first, second))
    nothing = tuple(torch.zeros_like(a) for a in first)

    def record(into: dict) -> None:
        for name, given in (("a", first), ("b", second), ("both", both), ("nothing", nothing)):
            into[name] = plain(call(network, given))

    record(seen)
    if all(np.array_equal(seen[name], seen["nothing"]) for name in ("a", "b", "both")):  # a last layer of zeros
        seen.attempt("woken", lambda: wake(network, inputs) or True)
        network.eval()
        record(seen)
    if not scales:
        return
    settle(network, inputs)
    weights = [parameter for parameter in network.parameters() if parameter.ndim > 1]
    originals = [weight.clone() for weight in weights]
    seen["scaled"] = []
    for scale in scales:
        for weight, original in zip(weights, originals):
            weight.copy_(original * float(scale))
        seen["scaled"].append({})
        record(seen["scaled"][-1])


@torch.no_grad()
def repeat(seen: Seen, network: nn.Module, inputs: Inputs) -> None:
    """The output for one input, twice, with other random numbers; what the calls have changed."""
    before = [buffer.clone() for buffer in network.buffers()]
    seen["once"], seen["twice"] = (plain(call(network, inputs, seed)) for seed in (1, 2))
    seen["stays"] = not network.training and all(map(torch.equal, before, network.buffers()))
