"""What generator and discriminator experiments have in common: any network, called any way.

A network is never taken apart, since its style is its author's: it is called, driven to its
limits, differentiated and watched from outside.
"""
from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.worker.arrays import is_a, is_tensor, plain, tensor
from autograder.worker.experiments import Seen

Inputs = tuple[torch.Tensor, ...]
SETTLING = 20
WAKING, WAKING_RATE = 5, 0.001
# torch.manual_seed seeds each kind of device, and notes the stack of the call for each that is not there:
# several times what a small network's forward pass takes. Kept, as below, from before student code runs.
reseed: Callable[[int], Any] = torch.default_generator.manual_seed
_LUCK = ((random.getstate, random.setstate), (np.random.get_state, np.random.set_state),
         (torch.default_generator.get_state, torch.default_generator.set_state))


def luck() -> list:
    """Where all random numbers stand that a submission may draw."""
    return [look() for look, _ in _LUCK]


def restore(states: list) -> None:
    """From now on the same random numbers are drawn as were drawn from then on."""
    for (_, place), state in zip(_LUCK, states):
        place(state)


def tensors(*arrays: np.ndarray) -> Inputs:
    """float32 tensors; uint8 arrays hold grey levels, of which 0 is -1 and 255 is +1."""
    return tuple(torch.from_numpy(np.array(array, np.float32) / 127.5 - 1 if array.dtype == np.uint8
                                  else np.array(array, np.float32)) for array in arrays)


def make(seen: Seen, kind: Callable[[], nn.Module]) -> None:
    """What kind() returns: its type, and whether that is a module."""
    network = kind()
    seen["type"] = type(network).__name__
    seen["is_module"] = issubclass(type(network), nn.Module)  # __class__ may be forged


@torch.no_grad()
def shapes(seen: Seen, network: nn.Module, small: Sequence, wide: Sequence, keeps_shape: bool,
           modes: tuple[bool, bool]) -> None:
    """What the network makes of the first wide inputs ("single") and of a batch of two ("batch").

    modes: whether it is in training mode for these. The batch is of small inputs where they give what they should,
    for wide ones cost much; whatever is wrong is shown on wide ones.
    """
    small, wide = tensors(*small), tensors(*wide)

    def run(inputs: Inputs) -> dict[str, Any]:
        output = network(*(value.clone() for value in inputs))  # it may resize what it is given
        return {"type": type(output).__name__, "is_tensor": is_tensor(output),
                "given": list(inputs[0].shape), "shape": list(first_tensor(output).shape)}

    def batch() -> dict[str, Any]:
        with contextlib.suppress(Exception):  # many right networks need 256x256
            record = run(small)
            kept = len(record["shape"]) if keeps_shape else 2
            if record["is_tensor"] and len(record["shape"]) == 4 and record["shape"][:kept] == record["given"][:kept]:
                return record
        return run(wide)

    for name, training, look in (("single", modes[0], lambda: run(tuple(value[:1] for value in wide))),
                                 ("batch", modes[1], batch)):
        network.train(training)
        seen.attempt(name, look)


def build(kind: Callable[[], nn.Module], training: bool = True) -> nn.Module:
    return kind().train(training)


def call(network: Callable, inputs: Inputs, seed: int = 1) -> torch.Tensor:
    """The network's output, with torch's random numbers at a known place before it."""
    return call_on(network, tuple(value.clone() for value in inputs), seed)


def call_on(network: Callable, inputs: Inputs, seed: int = 1) -> torch.Tensor:
    """The same, on these very tensors, which the network may change."""
    reseed(seed)
    return first_tensor(network(*inputs))


def first_tensor(value: Any) -> torch.Tensor:
    """The first tensor in whatever a network returned; its kind is judged elsewhere."""
    if is_a(value, (tuple, list)) and value:
        return first_tensor(value[0])
    if is_a(value, dict) and value:
        return first_tensor(next(iter(value.values())))
    if not is_tensor(value):
        raise TypeError(f"forward returned {type(value).__name__}, not a tensor")
    return tensor(value)


@contextlib.contextmanager
def lending(seen: dict, *values: torch.Tensor) -> Iterator[Inputs]:
    """Copies of the values for one call: what it changes of them is seen by no other call.

    seen["kept"]: whether all copies that were lent so far came back as they were given.
    """
    copies = tuple(value.clone() for value in values)
    yield copies
    seen["kept"] = seen.get("kept", True) and all(
        np.array_equal(plain(copy), plain(value)) for copy, value in zip(copies, values))


def fitted(kind: Callable[[], nn.Module], small: list, wide: list, training: bool,
           keeps_shape: bool = False) -> tuple[nn.Module, Inputs]:
    """The student's network, awake, and inputs (arrays) of a size that it can work on."""
    network = build(kind, training)
    return network, suited(network, small, wide, keeps_shape)


def suited(network: nn.Module, small: list, wide: list, keeps_shape: bool = False) -> Inputs:
    """Inputs (arrays) of a size that the network can work on; it is awake then."""
    inputs = _fitting(network, tensors(*small), tensors(*wide), keeps_shape)
    awaken(network, inputs)
    return inputs


def _fitting(network: nn.Module, small: Inputs, wide: Inputs, keeps_shape: bool) -> Inputs:
    """The small inputs where the network works on them, else the wide ones (256x256)."""
    try:
        with torch.no_grad():
            shape = call(network, small).shape
    except Exception:  # many right networks need 256x256; what fails there is reported there
        return wide
    return wide if keeps_shape and shape != small[0].shape else small


def awaken(network: nn.Module, inputs: Inputs) -> None:
    """Wake a network that has a weight of zeros: attention's gamma, a residual branch that begins as nothing.
    What lies behind such a gate can't be seen before it opens; one that can't learn stays shut.
    """
    weights = [value for name, value in network.named_parameters() if not name.endswith("bias")]
    if all(value.numel() == 0 or value.detach().any() for value in weights):
        return
    originals, training = {name: value.clone() for name, value in network.state_dict().items()}, network.training
    try:
        wake(network, inputs)
    except Exception:  # `learns` tells what keeps gradients from it
        network.load_state_dict(originals)
    network.train(training)


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
def settle(network: nn.Module, inputs: Inputs, calls: int = SETTLING) -> None:
    """Let what normalisations keep of their inputs settle: before its first steps in training mode a spectral
    norm divides by a number drawn at random. In evaluation mode afterwards.
    """
    for _ in range(calls):
        call(network.train(), inputs)
    network.eval()


@torch.no_grad()
def calm(network: nn.Module, inputs: Inputs, share: float = 0.25) -> None:
    """Make weights smaller, so that a last activation which is bent out of sight comes back into it."""
    for weight in network.parameters():
        weight.mul_(share)


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
    if not scales:
        return
    settle(network, inputs)
    weights = [parameter for parameter in network.parameters() if parameter.ndim > 1]
    originals, scaled = [weight.clone() for weight in weights], []
    for scale in scales:
        for weight, original in zip(weights, originals):
            weight.copy_(original * float(scale))
        scaled.append({})
        record(scaled[-1])
    seen["scaled"] = scaled


@torch.no_grad()
def repeat(seen: Seen, make: Callable[[], tuple[nn.Module, Inputs]]) -> None:
    """The output for one input, twice, with other random numbers; what the calls have changed; "again": that of
    a second network, whose weights were drawn alike.
    """
    state = luck()
    network, inputs = make()
    before = [buffer.clone() for buffer in network.buffers()]
    for seed, name in enumerate(("once", "twice"), 1):
        with lending(seen, *inputs) as given:
            seen[name] = plain(call_on(network, given, seed))
    seen["stays"] = not network.training and all(map(torch.equal, before, network.buffers()))
    restore(state)
    seen.attempt("again", lambda: plain(call(make()[0], inputs)))
