"""Names of submitted files: which are read, what they mean, and how they are written on any disk."""
from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.i18n.plaintext import plain

MAX_NAME = 100
MAX_DEPTH = 6
# The challenge's weights, the only file that is no text: read by safetensors in the worker, never here.
WEIGHTS = "weights.safetensors"
SOURCES = (".py", ".ipynb")
# Small files that a student's code may read beside it; everything else stays behind.
COMPANIONS = (".json", ".yaml", ".yml", ".toml", ".txt", ".cfg", ".ini", ".csv", ".tsv")
# Those that are no text.
DATA = (".npy", ".npz", ".png", ".jpg", ".jpeg")
JUNK_FOLDERS = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "env",
                "autograder"}  # the lab's own: it lies beside a notebook that nbgrader has given out
# Files that tools run or obey by their mere presence.
JUNK_FILES = {"conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.ini", "tox.ini",
              "setup.cfg", "pyproject.toml", "pyvenv.cfg"}
# What a mail program, a browser or Windows has hung on to a source's name.
HUNG_ON = re.compile(r"(.+\.(?:py|ipynb))\.(?:txt|json)", re.IGNORECASE)


def wanted(inner: str) -> bool:
    """A source, a companion or the challenge's weights, at a plain relative path, outside the folders of tools."""
    path = PurePosixPath(inner)
    folders = path.parts[:-1]
    tools = any(part in JUNK_FOLDERS or part.startswith(".") for part in folders)
    return (plain_path(inner) and not tools and len(folders) <= MAX_DEPTH
            and not path.name.startswith(".") and path.name.lower() not in JUNK_FILES
            and (path.suffix.lower() in SOURCES + COMPANIONS + DATA or path.name == WEIGHTS))


def is_data(inner: str) -> bool:
    """A file that the student's code may read, and that is no text."""
    return inner.lower().endswith(DATA)


def turn(inner: str) -> tuple:
    """In which order files are taken: data last, those nearest to the code first, so that the same ones always fit."""
    return (is_data(inner), inner.count("/"), inner) if is_data(inner) else (False,)


def source_name(inner: str) -> str:
    """The name without what was hung on to it: `dataset.py.txt` is dataset.py."""
    found = HUNG_ON.fullmatch(inner)
    return found[1] if found else inner


def plain_path(inner: str) -> bool:
    path = PurePosixPath(inner)
    return not path.is_absolute() and ".." not in path.parts and not re.match(r"[A-Za-z]:", inner)


def fit_name(inner: str) -> str | None:
    """The path with letters that every disk and every reader takes; None where none are left."""
    parts = []
    for part in PurePosixPath(inner).parts:
        clean = plain(part, MAX_NAME).replace(":", "_")
        if clean in ("", ".", "..", "/"):
            return None
        if clean != part:  # the ending tells what the file is
            clean = clean.rstrip("…")[:MAX_NAME - 8]
            ending = PurePosixPath(part).suffix
            clean += "" if clean.endswith(ending) or len(ending) > 8 else plain(ending)
        while len(clean.encode("utf-8", "replace")) > 2 * MAX_NAME:
            clean = clean[1:]
        parts.append(clean)
    return "/".join(parts) or None
