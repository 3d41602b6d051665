"""Load the weights that were handed in into ChallengeGenerator, and let it translate slice by slice."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from safetensors.torch import load

from autograder.sandbox.errors import said_by
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment


@experiment("ChallengeGenerator")
def translated(seen: Seen, student: dict, modules: list, weights: str, t1: np.ndarray) -> None:
    """fake_t2 (N, 256, 256) of t1 (N, 256, 256) in [-1, 1]; or `misfit`, what is wrong with the weights.

    weights: the name of their file in the submission.
    """
    network = student["ChallengeGenerator"]()
    seen["is_module"] = arrays.is_a(network, torch.nn.Module)
    if not seen["is_module"]:
        seen["kind"] = type(network).__name__
        return
    seen["parameters"] = sum(parameter.numel() for parameter in network.parameters())
    tensors = seen_tensors(seen, (seen.folder / weights).read_bytes())
    if tensors is None:
        return
    found = misfit(network.state_dict(), tensors)
    if found is not None:
        seen["misfit"] = found
        return
    network.load_state_dict(tensors)
    network.eval()
    generated = []
    for image in t1:  # one by one, so that no slice helps another
        with torch.no_grad():
            output = network(torch.from_numpy(image)[None, None])
        output = arrays.plain(output) if arrays.is_tensor(output) else np.zeros(())
        if output.shape != (1, 1, *image.shape):
            seen["wrong_shape"] = list(output.shape)[:6]
            return
        generated.append(output[0, 0])
    seen["fake_t2"] = np.stack(generated)


def seen_tensors(seen: Seen, data: bytes) -> dict[str, torch.Tensor] | None:
    """The file's tensors by name; None, and why in `unreadable`, where it is no safetensors file."""
    try:
        return load(data)
    except Exception as error:  # whatever the library says of a broken file
        seen["unreadable"] = said_by(error)[:200]
        return None


def misfit(expected: dict[str, Any], found: dict[str, torch.Tensor]) -> dict[str, Any] | None:
    """The first way in which tensors by name don't fit a network's own; None where they do."""
    comparisons: list[tuple[str, list[str], Callable[[str], list[str]]]] = [
        ("missing", [name for name in expected if name not in found], lambda name: []),
        ("unexpected", [name for name in found if name not in expected], lambda name: []),
    ]
    both = [name for name in expected if name in found]
    for kind, what in (("shape", lambda tensor: str(tuple(tensor.shape))), ("dtype", lambda tensor: str(tensor.dtype))):
        comparisons.append((kind, [name for name in both if what(expected[name]) != what(found[name])],
                            lambda name, what=what: [what(expected[name]), what(found[name])]))
    comparisons.append(("not_finite", [name for name in both if not torch.isfinite(found[name]).all()],
                        lambda name: []))
    for kind, names, values in comparisons:
        if names:
            return {"kind": kind, "name": names[0][:100], "more": len(names) - 1, "values": values(names[0])}
    return None
