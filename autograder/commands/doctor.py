"""What this machine can and can't do for the lab, in a line each."""
from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial

from autograder.i18n.messages import Message, render, say
from autograder.sandbox import LAYERS, Confinement, open_workers

MINIMUM = (3, 10)
LAYER_TITLES = {
    "rlimits": say("limits on memory, files, threads and CPU time"),
    "namespaces": say("a network of its own, with nothing on it"),
    "user": say("a user without powers"),
    "no_new_privs": say("no way back to powers (no_new_privs)"),
    "landlock": say("nothing of the disk but Python's libraries and its own folder (Landlock)"),
    "seccomp": say("no sockets, processes, signals or other reach outward (seccomp)"),
}
Finding = tuple[bool, Message]


def examine(language: str) -> int:
    """Print every finding; 0 where nothing that the lab needs is missing."""
    needed = [_try(check, check.__name__[1:]) for check in (_python, _torch, _torchvision, _device)]
    plans: list[Confinement] = []
    needed.append(_try(partial(_workers_start, plans), "workers"))
    for good, message in [*needed, *(finding for plan in plans for finding in _layers(plan))]:
        _print(good, message, language)
    return 0 if all(good for good, _ in needed) else 1


def _print(good: bool, message: Message, language: str) -> None:
    print(f"{'ok ' if good else 'NO '} {render(message, language)}")


def _try(check: Callable[[], Finding], thing: str) -> Finding:
    try:
        return check()
    except Exception as error:  # the point is to name what is broken, whatever it is
        return False, say("{thing} is broken: {error}", thing=thing,
                          error=f"{type(error).__name__}: {error}")


def _python() -> Finding:
    good = sys.version_info >= MINIMUM
    return good, say(
        "Python {version} on {system}" if good else
        "Python {version} on {system}: the grader needs 3.10 or newer. Make the environment with another "
        "Python: make PYTHON=python3.11 doctor", version=platform.python_version(), system=platform.system())


def _torch() -> Finding:
    import torch

    value = torch.nn.Conv2d(1, 1, 3)(torch.zeros(1, 1, 8, 8))
    return value.shape == (1, 1, 6, 6), say("torch {version} computes", version=torch.__version__)


def _torchvision() -> Finding:
    """A compiled operator and a transform: both fail where torch and torchvision do not match."""
    import torch
    import torchvision
    from PIL import Image
    from torchvision import transforms

    boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 2.1]])
    kept = torchvision.ops.nms(boxes, torch.tensor([1.0, 0.5]), 0.5).tolist()
    pipeline = transforms.Compose([transforms.Resize((4, 4)), transforms.ToTensor()])
    shape = tuple(pipeline(Image.new("L", (8, 8))).shape)
    return kept == [0] and shape == (1, 4, 4), say(
        "torchvision {version}: operators load, transforms run", version=torchvision.__version__)


def _device() -> Finding:
    import torch

    if torch.cuda.is_available():
        return True, say("GPU: {name}", name=torch.cuda.get_device_name(0))
    return True, say("GPU: none; training uses the CPU")


def _workers_start(plans: list[Confinement]) -> Finding:
    workers = open_workers()
    workers.close()
    plans.append(workers.confinement)
    return True, say("workers start ({kind})", kind=workers.kind)


def _layers(plan: Confinement) -> Iterator[Finding]:
    """A line for each layer of confinement, and one for what they come to."""
    for name in LAYERS:
        if name in plan.on:
            yield True, say("confinement: {layer}", layer=LAYER_TITLES[name])
        else:
            yield False, say("confinement: not {layer}: {reason}", layer=LAYER_TITLES[name],
                             reason=plan.missing.get(name, "?"))
    yield plan.sufficient, say(
        "Strangers' code can be graded here." if plan.sufficient else
        "Too little confinement for strangers' code: `grade` wants --unconfined here. Grade on Linux 5.13 or "
        "newer, or in a container or virtual machine of its own.")
