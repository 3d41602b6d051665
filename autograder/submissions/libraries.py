"""The libraries that graded code may use, and the answer to a submission that asks for others."""
from __future__ import annotations

import re
from importlib import metadata

from autograder.i18n.messages import Message, say

# As CONTRACT.md and the handout list them; pyproject.toml names each of them.
LIBRARIES = ("torch", "torchvision", "numpy", "pillow", "matplotlib", "opencv-python-headless", "tqdm", "pyyaml")
THERE = ", ".join(LIBRARIES)
# The same cv2 under other names.
EQUAL = {"opencv-python": "opencv-python-headless", "opencv-contrib-python": "opencv-python-headless",
         "opencv-contrib-python-headless": "opencv-python-headless"}
ASKED = re.compile(r"^[ \t]*([A-Za-z0-9][A-Za-z0-9._-]{0,60})(?=[ \t]*(?:\[|[<>=!~;@#]|$))", re.MULTILINE)
MAX_ASKED = 200
MAX_NAMED = 8


def answer(requirements: str) -> Message | None:
    """What a submission's requirements.txt must be told: what it names and the grader lacks."""
    asked = dict.fromkeys(_plain(name) for name in ASKED.findall(requirements)[:MAX_ASKED])
    lacking = sorted(name for name in asked if not _is_there(EQUAL.get(name, name)))
    if not lacking:
        return None
    names = ", ".join(lacking[:MAX_NAMED]) + ", …" * (len(lacking) > MAX_NAMED)
    return say("requirements.txt asks for {names}: the grader does not have that and installs nothing. It has {there}. "
               "Code that needs another library fails where it uses it.", names=names, there=THERE)


def _plain(name: str) -> str:
    """A project's name as registries compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_there(name: str) -> bool:
    if name in LIBRARIES:
        return True
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
