"""What a class of attackers may leave behind: files, processes, a changed grader, leaks, loud words."""
from __future__ import annotations

import csv
import functools
import hashlib
import json
import os
import tempfile
import unicodedata
from pathlib import Path

from autograder.sandbox.scratch import PREFIX
from tests.sandbox import archives

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = ROOT / "fixtures" / "attacks"  # those that are one file of code, and what each tries
LAB = ROOT / "autograder" / "labs" / "t1t2"
SKIPPED = {".git", ".venv", "__pycache__", ".hypothesis", ".ruff_cache", ".pytest_cache"}
LOUD = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@functools.cache
def made() -> tempfile.TemporaryDirectory:
    """The attacks that are archives, notebooks or whole folders."""
    folder = tempfile.TemporaryDirectory()
    archives.main(Path(folder.name))
    return folder


def paths() -> dict[str, Path]:
    """File name -> where the attack lies."""
    return {path.name: path for place in (ATTACKS, Path(made().name)) for path in sorted(place.glob("*__*"))}


def corpus() -> dict[str, dict]:
    """File name -> {"class", "tries", "honest"}."""
    return json.loads((ATTACKS / "attacks.json").read_text(encoding="utf-8"))


def classes() -> dict[str, list[str]]:
    """Class -> its attacks, in order of their names."""
    found: dict[str, list[str]] = {}
    for name, record in sorted(corpus().items()):
        found.setdefault(record["class"], []).append(name)
    return found


def tree_hash(root: Path = ROOT) -> str:
    """Names, modes and contents of the whole repository."""
    whole = hashlib.sha256()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        for name in sorted(names):
            path = Path(folder, name)
            status = path.lstat()
            whole.update(f"{path}\0{status.st_mode}\0{status.st_uid}\0".encode("utf-8", "surrogateescape"))
            if not path.is_symlink() and path.is_file():
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def shared_entries() -> set[str]:
    """Everything at the top of the folders that any process may write to, and in the home folder."""
    folders = {tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/"}
    return {entry.path for folder in folders if os.path.isdir(folder) for entry in os.scandir(folder)}


def marks(entries: set[str]) -> set[str]:
    """Those of new entries that an attack or one of our own folders has left.

    A grader's room whose owner still runs is not left: other tests run beside the siege.
    """
    return {path for path in entries
            if "attack" in os.path.basename(path)
            or (os.path.basename(path).startswith("lab-") and not _owner_lives(os.path.basename(path)))}


def _owner_lives(name: str) -> bool:
    owner = name.removeprefix(PREFIX).split("-")[0]
    return name.startswith(PREFIX) and os.path.isdir(f"/proc/{owner}")


def workers_of(parent: int) -> set[int]:
    """Our workers that descend from this process, or whose parent is gone (Linux)."""
    found = set()
    for entry in Path("/proc").iterdir() if os.path.isdir("/proc") else ():
        if entry.name.isdigit() and _is_worker(entry) and _ancestor(int(entry.name)) in (parent, 1):
            found.add(int(entry.name))
    return found


def _is_worker(entry: Path) -> bool:
    try:
        return b"autograder.worker.main" in (entry / "cmdline").read_bytes()
    except OSError:
        return False  # it has just ended


def _ancestor(pid: int) -> int:
    """The first ancestor that is no worker itself."""
    while _is_worker(Path(f"/proc/{pid}")):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return 0
        pid = int(stat.rsplit(")", 1)[1].split()[1])
    return pid


def loud_letters(text: str) -> set[str]:
    """Letters of a rendered text that act on a terminal or a reader (line ends aside)."""
    return {letter for letter in text if letter != "\n" and unicodedata.category(letter) in LOUD}


def strings(value: object) -> list[str]:
    """All texts anywhere in a JSON value."""
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (str(key), *strings(item))]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def csv_cells(path: Path) -> list[str]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


# What attacks say once they have got through. Their own source says it too, and pages quote that.
THROUGH = ("ATTACK-GOT-THROUGH", "STATE-SURVIVED")


def secrets() -> set[str]:
    """What no report may hold: lines of the password file, sentences of the solution and the checks."""
    found = {"BEGIN SOLUTION", *(path.read_text(encoding="utf-8").splitlines()[0]
                                 for path in (LAB / "collaborators" / "closed_form.py", *LAB.glob("parts/*/test_*.py")))}
    try:
        found.add(Path("/etc/shadow").read_text().splitlines()[0])
    except OSError:
        pass  # nothing that we could read ourselves can be recognised
    return found
