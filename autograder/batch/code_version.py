"""What a verdict depends on besides the submission: the grader's own text, and the libraries under it.

The edition of a part changes where anything changes that its checks might depend on. Only the text
of checks and of the facts for naming mistakes is told apart by part, and by what the parts import;
whatever else is changed, changes every part.
"""
from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from autograder.labs.t1t2 import rubric

PACKAGE = Path(__file__).resolve().parent.parent
# Programs that grade nothing, and what prints verdicts. Whatever is not named here counts.
APART = ("batch.py", "benchmark", "catalogue.py", "classroom.py", "commands", "container.py", "data_folder.py",
         "delivery", "doctor.py", "handin.py", "interruption.py", "locale", "platforms", "register.py", "reports",
         "similarity.py", "uploads.py", "verification")
BY_PART = ("checks", "diagnosis/facts")
# Pictures are gathered anew whenever a part is graded again, so these lend no text of a part to the others.
PICTURES = ("evidence.py",)
LIBRARIES = ("torch", "torchvision", "numpy", "pillow", "matplotlib", "pytest", "safetensors", "ipython", "nbformat")


@lru_cache
def code_versions(package: Path = PACKAGE) -> dict[str, str]:
    """Part -> a hash that is the same wherever its checks would find the same."""
    sources = {path.relative_to(package).as_posix(): path for path in sorted(package.rglob("*"))
               if path.suffix in (".py", ".json") and _counts(path.relative_to(package))}
    owners = _owners(sources)
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sources.items()}
    common = [_libraries(), *(f"{name} {hashes[name]}" for name in sources if name not in owners)]
    return {part: digest([*common, *(f"{name} {hashes[name]}" for name in sorted(owners) if part in owners[name])])
            for part in rubric.BY_NAME}


def digest(words: Iterable[str]) -> str:
    """SHA-256 of some texts, as hex; each is told from the next."""
    whole = hashlib.sha256()
    for word in words:
        data = word.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _counts(path: Path) -> bool:
    return path.parts[0] not in APART and "__pycache__" not in path.parts


def _libraries() -> str:
    return " ".join([platform.python_version(), *(f"{name}={_version(name)}" for name in LIBRARIES)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _owners(sources: dict[str, Path]) -> dict[str, set[str]]:
    """File -> the parts whose verdicts hang on it, for files that no other part's verdict hangs on."""
    imports = {name: _imports(name, sources) if name not in PICTURES else set()
               for name in sources if name.endswith(".py")}
    candidates = {name for name in imports if name.startswith(BY_PART) and not name.endswith("__init__.py")}
    owners: dict[str, set[str]] = {name: set() for name in candidates}
    for part in rubric.BY_NAME:
        for name in _closure(_roots(part, candidates), imports) & candidates:
            owners[name].add(part)
    others = imports.keys() - candidates
    shared = {name for other in others for name in _closure(imports[other], imports)}
    return {name: parts for name, parts in owners.items() if parts and name not in shared}


def _roots(part: str, candidates: set[str]) -> set[str]:
    """The modules that are found by a part's name and not by an import."""
    from autograder.diagnosis.facts import FACT_MODULES

    return {f"checks/test_{part}.py", f"diagnosis/facts/{FACT_MODULES.get(part, part)}.py"} & candidates


def _closure(start: set[str], imports: dict[str, set[str]]) -> set[str]:
    found, todo = set(), list(start)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += imports.get(name, ())
    return found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """The statements below a node, however deep; expressions, which are most of a tree, are left out."""
    for field in ("body", "handlers", "cases", "orelse", "finalbody"):
        for below in getattr(node, field, ()):
            yield below
            yield from _statements(below)


def _imports(name: str, sources: dict[str, Path]) -> set[str]:
    """The package's files that a file imports anywhere in its text."""
    named = set()
    for node in _statements(ast.parse(sources[name].read_bytes())):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = ("autograder", *PurePosixPath(name).parents[node.level - 1].parts) if node.level else ()
            base = ".".join(filter(None, [*package, node.module]))
            named |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    inner = {name.removeprefix("autograder.").replace(".", "/") for name in named if name.startswith("autograder.")}
    return {file for name in inner for file in (f"{name}.py", f"{name}/__init__.py") if file in sources}
