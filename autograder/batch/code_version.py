"""The code version of a part: what a verdict depends on besides the submission.

The code version of a part is the hash of its folder and of those of the parts that it imports, of whatever
else of the lab and of the engine has a say in verdicts, and of the libraries' versions. What only prints, or
only makes or examines a course, has none.
"""
from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import resolve_name
from pathlib import Path

from autograder.lab import LAB_FILE, Lab, Part

PACKAGE = Path(__file__).resolve().parent.parent
# The rooms of the engine that have a say in verdicts.
ENGINE = ("lab", "submissions", "sandbox", "worker", "grading", "diagnosis", "batch/grader.py", "i18n/messages.py",
          "i18n/numbers.py", "i18n/plaintext.py")
PARTS = "parts"  # the folder of a lab in which each has one
# What of a lab has none: it is gathered anew whenever a part is graded again, belongs to its documents, or
# examines its checks.
APART = ("pictures", "data_folder.py", "stability.py")
LIBRARIES = ("torch", "torchvision", "numpy", "pillow", "matplotlib", "safetensors", "ipython", "nbformat")


@lru_cache
def code_versions(lab: Lab) -> dict[str, str]:
    """Part -> a hash that is the same wherever its checks would find the same."""
    shared = list(_shared(lab))
    common = [_libraries(), *(_line(path, PACKAGE) for name in ENGINE for path in _sources(PACKAGE / name)),
              *(_line(path, base) for path, base in shared)]
    everywhere = _imported(lab, [path for path, _ in shared if path != lab.folder / LAB_FILE])
    return {part.name: digest([*common, *(_line(path, lab.folder) for path in _with_imported(lab, part, everywhere))])
            for part in lab.parts}


def _shared(lab: Lab) -> Iterator[tuple[Path, Path]]:
    """The files of a lab that all of its parts hang on, and those of packages that are no labs; each with the
    folder that its path is told from."""
    own = [path for path in _sources(lab.folder) if path.relative_to(lab.folder).parts[0] not in (PARTS, *APART)]
    packages = {folder for folder in (PACKAGE / "labs").iterdir()
                if (folder / "__init__.py").exists() and not (folder / LAB_FILE).exists()}
    packages |= set(map(lab.beside, lab.ships_beside))
    yield from ((path, lab.folder.parent) for path in own)
    yield from ((path, folder.parent) for folder in sorted(packages) for path in _sources(folder))


def _with_imported(lab: Lab, part: Part, everywhere: set[str]) -> list[Path]:
    """The files of a part and of those whose modules it imports, or they. everywhere: what all parts import."""
    names, pending = set(), {part.name, *everywhere}
    while pending:
        names.add(name := pending.pop())
        pending |= _imported(lab, _sources(lab.folder / PARTS / name)) - names
    return [path for name in sorted(names) for path in _sources(lab.folder / PARTS / name)]


def _imported(lab: Lab, paths: Iterable[Path]) -> set[str]:
    """The parts of which these files import a module."""
    modules = {f"{module}." for path in paths if path.suffix == ".py" for module in _modules(path, _package(lab, path))}
    return {part.name for part in lab.parts if any(module.startswith(f"{part.package}.") for module in modules)}


def _package(lab: Lab, path: Path) -> str:
    """The package that a file's relative imports start from."""
    inside = path.relative_to(lab.folder).parent.parts if path.is_relative_to(lab.folder) else ()
    return ".".join([lab.package, *inside])


def _modules(path: Path, package: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _sources(path: Path) -> list[Path]:
    """Code and data below path, or path itself."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [file for file in found if file.suffix in (".py", ".json") and "__pycache__" not in file.parts]


def _line(path: Path, base: Path) -> str:
    return f"{path.relative_to(base).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def digest(words: Iterable[str]) -> str:
    """SHA-256 of some texts, as hex; each is told from the next."""
    whole = hashlib.sha256()
    for word in words:
        data = word.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _libraries() -> str:
    return " ".join([platform.python_version(), *(f"{name}={_version(name)}" for name in LIBRARIES)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
