"""The loader: the only importer of student code.

A module is run statement by statement, so that one whose top level fails part way keeps the
names defined so far, an import that fails is stood in for, and the grader knows, when a process
dies or hangs, at which line it did.
"""
from __future__ import annotations
import __future__

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import linecache
import sys
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.readers import FileReader
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.sandbox.errors import describe, said_by
from autograder.submissions import syntax
from autograder.submissions.lookup import Lookup
from autograder.worker import import_stubs

# What the test cells of nbgrader's notebook import: nothing to tell a student about.
TEST_CELLS = "autograder.platforms.nbgrader.test_cells"


class Missing(Exception):
    """No submitted file defines this name; stub: where an untouched stub of it stands. broken: the error that kept its
    file from being compiled, or its definition from being run."""

    def __init__(self, name: str, stub: str | None, broken: dict | None) -> None:
        super().__init__(name)
        self.name, self.stub, self.broken = name, stub, broken


def module_name(file: str) -> str:
    """What a submitted file is called in sys.modules: `generator.py` is generator, a notebook has a name of ours."""
    path = PurePosixPath(file)
    parts = [part for part in (*path.parts[:-1], path.stem) if part != "__init__"] or ["__init__"]
    plain = path.suffix.lower() != ".ipynb" and all(part.isidentifier() for part in parts)
    return ".".join(parts) if plain else "submitted_" + "".join(
        letter if letter.isalnum() else "_" for letter in file)


class Source:
    """One submitted file: its chunks (a notebook has one a cell) as syntax trees, compiled as they are needed.

    A worker loads it for one experiment after another, so that whatever follows from its text is kept.
    """

    def __init__(self, root: Path, entry: dict, names: Collection[str]) -> None:
        self._compiled: dict[tuple[ast.stmt, int], types.CodeType] = {}
        self._definitions: dict[str, ast.stmt | None] = {}
        self.file: str = entry["file"]
        self.module_name = module_name(self.file)
        self.is_notebook = self.file.lower().endswith(".ipynb")
        self.errors: list[tuple[dict, str]] = []  # of each chunk that is no Python, with its text
        self.statements: list[tuple[str, ast.stmt]] = []
        for label, path in entry["chunks"]:
            self._read(label, (root / path).read_text(encoding="utf-8"))
        stubs = set(syntax.stubs_below((node for _, node in self.statements), names))
        self._stubs = [(label, node) for label, node in self.statements if node in stubs]
        self.statements = [(label, node) for label, node in self.statements if node not in stubs]
        if self.is_notebook:
            self.statements = [(label, node) for label, node in self.statements if node in self.definitions]

    def _read(self, label: str, text: str) -> None:
        # Tracebacks and inspect.getsource find the text under the name that the student knows.
        linecache.cache[label] = (len(text), None, text.splitlines(keepends=True), label)
        try:
            self.statements += [(label, node) for node in syntax.parse(text, label).body]
        except SyntaxError as error:
            self.errors.append(({"type": type(error).__name__, "message": str(error.msg)[:300],
                                 "file": label, "line": error.lineno or 1}, text))

    @cached_property
    def definitions(self) -> set[ast.stmt]:
        """What a notebook is reduced to, and what of a .py file is run below a line that failed."""
        return set(syntax.definitions([node for _, node in self.statements]))

    @property
    def broken(self) -> dict | None:
        """The syntax error that keeps the file from being run; a notebook's other cells still count."""
        return self.errors[0][0] if self.errors and not self.is_notebook else None

    def place(self, node: ast.stmt) -> str:
        """Where this statement stands, as people read it."""
        return next(f"{label}:{node.lineno}" for label, other in self.statements if other is node)

    def stubs_left_out(self, name: str) -> list[str]:
        """Where untouched stubs of name stand below its definition. They are not run."""
        return [f"{label}:{node.lineno}" for label, node in self._stubs if getattr(node, "name", "") == name]

    def code(self, label: str, node: ast.stmt, flags: int) -> types.CodeType:
        """One statement, ready to run, as often as an experiment loads this file."""
        if (node, flags) not in self._compiled:
            self._compiled[node, flags] = compile(ast.Module([node], []), label, "exec", flags, dont_inherit=True)
        return self._compiled[node, flags]

    def definition(self, name: str) -> ast.stmt | None:
        """Where this file binds name last, at its top level."""
        if name not in self._definitions:
            self._definitions[name] = syntax.last_definition((node for _, node in self.statements), name)
        return self._definitions[name]


@lru_cache(maxsize=2)
def _sources(root: Path, manifest: str, names: frozenset[str]) -> list[Source]:
    """A worker loads the same files for one experiment after another, and reads them once."""
    return [Source(root, entry, names) for entry in json.loads(manifest)]


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the contract's names in a submission.

    manifest: the submitted files as `Submission.write` laid them out under root.
    home: the folder that the code takes for its own: what lies beside it lies there too.
    stops: label -> lines at which an earlier worker died or hung; they are not run again.
    stand_ins: stand-ins for siblings that fail to import, never for names under test.
    progress: called with (label, line) before each top-level statement.
    files: graded name -> the file that the handout puts it into.
    """

    def __init__(self, root: Path, home: Path, manifest: list[dict], stops: dict[str, list[int]],
                 stand_ins: dict[str, Any], progress: Callable[[tuple[str, int]], None],
                 files: Mapping[str, str]) -> None:
        self.sources, self._files = _sources(root, json.dumps(manifest), frozenset(files)), files
        self.stops, self.stand_ins, self.progress = stops, stand_ins, progress
        self.by_module = {source.module_name: source for source in self.sources}
        self.notes: list[dict] = []
        self.modules: list[types.ModuleType] = []
        self._stand_ins: list[Any] = []
        self._absent: list[str] = []
        self._failed: dict[str, dict] = {}  # definitions, by their names
        self._home = home
        sys.meta_path.insert(0, self)
        sys.path.append(str(home))

    def close(self) -> None:
        """Forget the submission: for a worker that lives on, the next request starts afresh."""
        sys.meta_path.remove(self)
        sys.path.remove(str(self._home))
        for name in [*self.by_module, *self._absent]:
            sys.modules.pop(name, None)

    @property
    def labels(self) -> set[str]:
        return {label for source in self.sources for label, _ in source.statements}

    def get(self, name: str) -> Any:
        """The submission's object of this name. Raises Missing."""
        lookup = Lookup(self.sources, name, self._files)
        for source in lookup.places:
            found = vars(self._load(source)).get(name)
            if found is not None and not any(found is other for other in self._stand_ins):
                self.notes += [{"kind": kind, **values} for kind, values in lookup.notes(source)]
                return found
        raise Missing(name, lookup.stub, lookup.broken or self._failed.get(name))

    def _load(self, source: Source) -> types.ModuleType:
        name = source.module_name
        if name not in sys.modules:
            spec = self._spec(source)
            sys.modules[name] = module = importlib.util.module_from_spec(spec)
            self.exec_module(module)
        return sys.modules[name]

    # The import system's own protocol: `import generator` inside a submission comes here.

    def find_spec(self, name: str, path: Sequence[str] | None = None,
                  target: types.ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        source = self.by_module.get(name)
        if source is None or name in sys.stdlib_module_names:
            return None
        return self._spec(source)

    def _spec(self, source: Source) -> importlib.machinery.ModuleSpec:
        place = self._home / source.file
        is_package = place.name == "__init__.py"
        spec = importlib.machinery.ModuleSpec(source.module_name, self, origin=str(place), is_package=is_package)
        if is_package:
            spec.submodule_search_locations = [str(place.parent)]
        return spec

    # What importlib.resources and pkgutil ask for.

    def get_resource_reader(self, name: str) -> FileReader:
        place = types.SimpleNamespace(path=self._home / self.by_module[name].file)
        return FileReader(place)  # type: ignore[arg-type]  # of its loader it takes the path alone

    def get_data(self, path: str) -> bytes:
        return Path(path).read_bytes()

    def exec_module(self, module: types.ModuleType) -> None:
        source = self.by_module[module.__name__]
        module.__file__ = str(self._home / source.file)
        if source.broken:
            raise SyntaxError(source.broken["message"],
                              (source.file, source.broken["line"], 0, ""))
        self.modules.append(module)
        flags, failed = 0, False
        for label, node in source.statements:
            if node.lineno in self.stops.get(label, ()):
                failed = True
            elif not failed or node in source.definitions:
                flags |= _future_flags(node)
                self.progress((label, node.lineno))
                failed = not self._run(module, source, label, node, flags, failed) or failed

    def _run(self, module: types.ModuleType, source: Source, label: str, node: ast.stmt, flags: int,
             failed: bool) -> bool:
        """Run one top-level statement; False where it fails. failed: an earlier one of its file did."""
        try:
            exec(source.code(label, node, flags), vars(module))
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: names so far count
            if isinstance(node, syntax.IMPORTS) and isinstance(error, Exception):
                self._replace_import(module, node, error)
                if getattr(node, "module", None) != TEST_CELLS:
                    self._note_import(label, node, error)
                return True
            seen = describe(error, self.labels)
            if isinstance(node, syntax.DEFINITIONS):
                self._failed[node.name] = {**seen, "file": label, "line": node.lineno}
            if not failed or not isinstance(error, NameError):  # it may lack what the earlier one should have bound
                self._note("top_level_failed", label, node.lineno,
                           f"{seen['type']}: {seen['message']}")
            return False
        return True

    def _note_import(self, label: str, node: ast.stmt, error: Exception) -> None:
        lacking = error.name if isinstance(error, ModuleNotFoundError) else None
        if not lacking or self._is_sibling(lacking):
            self._note("import_failed", label, node.lineno, f"{ast.unparse(node)}: {said_by(error)}")
        else:
            self._note("module_idle" if import_stubs.is_harmless(lacking) else "module_missing",
                       label, node.lineno, str(lacking))

    def _replace_import(self, module: types.ModuleType, node: ast.Import | ast.ImportFrom, error: Exception) -> None:
        """Bind what a failed import would have bound: what can be had, else a stand-in."""
        reason = said_by(error)
        origin = "." * getattr(node, "level", 0) + (getattr(node, "module", None) or "")
        for alias in node.names:
            bound = alias.asname or alias.name.split(".")[0]
            if isinstance(node, ast.Import):
                siblings = self.stand_ins if self._is_sibling(alias.name) else {}
                value = import_stubs.absent_module(alias.name, reason, siblings)
                self._absent.append(alias.name)
            else:
                value = self._imported(origin.lstrip("."), alias.name, reason)
            if alias.name != "*":
                vars(module)[bound] = value

    def _imported(self, origin: str, name: str, reason: str) -> Any:
        """`from origin import name`, one name at a time: a neighbour's real one where it exists."""
        try:
            found = getattr(importlib.import_module(origin), name)
        except Exception:  # the import already failed as a whole; this name is the reason
            siblings = self.stand_ins if self._is_sibling(origin) else {}
            found = import_stubs.stand_in(origin, name, reason, siblings)
            self._stand_ins.append(found)
        return found

    def _is_sibling(self, module: str) -> bool:
        return module in self.by_module or f"{module}.py" in self._files.values()

    def _note(self, kind: str, label: str, line: int, text: str) -> None:
        self.notes.append({"kind": kind, "file": label, "line": line, "text": text[:300]})


def _future_flags(node: ast.stmt) -> int:
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return 0
    features = (getattr(__future__, alias.name, None) for alias in node.names)
    return sum(feature.compiler_flag for feature in features if feature)
