"""What this machine can and can't do for the lab, in a line each."""
from __future__ import annotations

import platform
import sys
from collections.abc import Callable

MINIMUM = (3, 10)


def examine() -> int:
    """Print every finding; 0 where nothing is missing."""
    findings = [_try(check) for check in (_python, _torch, _torchvision, _device, _worker)]
    for good, text in findings:
        print(f"{'ok ' if good else 'NO '} {text}")
    print("    Student code runs in a process of its own with limits; the kernel does not confine "
          "it yet. Grade strangers' code inside a container.")
    return 0 if all(good for good, _ in findings) else 1


def _try(check: Callable[[], tuple[bool, str]]) -> tuple[bool, str]:
    try:
        return check()
    except Exception as error:  # the point is to name what is broken, whatever it is
        return False, f"{check.__name__[1:]}: {type(error).__name__}: {error}"


def _python() -> tuple[bool, str]:
    good = sys.version_info >= MINIMUM
    return good, f"Python {platform.python_version()} on {platform.system()}" + (
        "" if good else "; the grader needs 3.10 or newer")


def _torch() -> tuple[bool, str]:
    import torch

    value = torch.nn.Conv2d(1, 1, 3)(torch.zeros(1, 1, 8, 8))
    return value.shape == (1, 1, 6, 6), f"torch {torch.__version__} computes"


def _torchvision() -> tuple[bool, str]:
    """A compiled operator and a transform: both fail where torch and torchvision do not match."""
    import torch
    import torchvision
    from PIL import Image
    from torchvision import transforms

    boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 2.1]])
    kept = torchvision.ops.nms(boxes, torch.tensor([1.0, 0.5]), 0.5).tolist()
    pipeline = transforms.Compose([transforms.Resize((4, 4)), transforms.ToTensor()])
    shape = tuple(pipeline(Image.new("L", (8, 8))).shape)
    good = kept == [0] and shape == (1, 4, 4)
    return good, f"torchvision {torchvision.__version__}: operators load, transforms run"


def _device() -> tuple[bool, str]:
    import torch

    return True, "GPU: " + (torch.cuda.get_device_name(0) if torch.cuda.is_available()
                            else "none, training will use the CPU")


def _worker() -> tuple[bool, str]:
    from autograder.sandbox import open_workers

    workers = open_workers()
    workers.close()
    return True, f"workers start ({workers.kind})"
