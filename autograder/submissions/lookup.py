"""Look up a graded name in the submitted files, and say what was passed over (CONTRACT.md, "The names").

The rule: the file that the handout puts the name into, then the other .py files, then notebooks. What does not
compile or is an untouched stub defines nothing. In one file the last definition counts.
"""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.submissions import syntax

if TYPE_CHECKING:
    from autograder.worker.loader import Source

# (kind, values): what grading.limit_messages has a sentence for.
Note = tuple[str, Mapping[str, str | int]]


class Lookup:
    """Where one name is looked for. places: the files that may define it, the one that counts first.

    home: graded name -> the file that the handout puts it into.

    stub: where an untouched stub of it stands. broken: the syntax error that may have cost it.
    """

    def __init__(self, sources: Sequence[Source], name: str, home: Mapping[str, str]) -> None:
        self._name, self._home = name, home.get(name)
        self.places: list[Source] = []
        self.stub: str | None = None
        self.broken: dict | None = None
        self._stubs: list[Source] = []
        self._broken: list[dict] = []
        for source in sorted(sources, key=self._rank):
            self._enter(source)

    def _rank(self, source: Source) -> tuple:
        imported = isinstance(source.definition(self._name), syntax.IMPORTS)
        return (source.file != self._home, source.is_notebook, imported, source.file.count("/"), source.file)

    def _enter(self, source: Source) -> None:
        node, at_home = source.definition(self._name), source.file == self._home
        for error, text in source.errors:
            if at_home or _seems_to_define(text, self._name):
                self.broken = self.broken or error
                self._broken.append(error)
        if syntax.is_stub(node):
            self.stub = self.stub or source.place(node)
            self._stubs.append(source)
        elif node is not None or (at_home and not source.errors):
            self.places.append(source)

    def notes(self, chosen: Source) -> Iterator[Note]:
        """What the student should know where the name was found in this file."""
        node = chosen.definition(self._name)
        yield from (("does_not_compile", {"file": error["file"], "line": error["line"], "text": error["message"],
                                          "other": chosen.file}) for error in self._broken)
        stubs = [source for source in self._stubs if source.file == self._home]
        if not _imports_from(node, self._home):
            yield from (("stubs_passed_over", {"file": source.file, "other": chosen.file}) for source in stubs)
            if chosen.file != self._home and not chosen.is_notebook and not stubs and not self._broken:
                yield "found_elsewhere", {"file": chosen.file}
        for place in chosen.stubs_left_out(self._name):
            yield "stub_below", {"file": place, "text": self._name}
        for other in self.places:
            if other is not chosen and _differ(node, other.definition(self._name)):
                yield "two_editions", {"file": chosen.file, "other": other.file}


def _imports_from(node: ast.stmt | None, file: str | None) -> bool:
    """Whether this takes its names from that file: what it finds is no more than what stands there."""
    return isinstance(node, ast.ImportFrom) and f"{(node.module or '').rpartition('.')[2]}.py" == file


def _seems_to_define(text: str, name: str) -> bool:
    """Whether a text that is no Python looks as if it were to define this name."""
    return bool(re.search(rf"^[ \t]*(class|def)[ \t]+{name}\b|^{name}[ \t]*=", text, re.MULTILINE))


def _differ(one: ast.stmt | None, other: ast.stmt | None) -> bool:
    """Whether these are two definitions, and not the same one twice."""
    return (isinstance(one, syntax.DEFINITIONS) and isinstance(other, syntax.DEFINITIONS)
            and ast.dump(one) != ast.dump(other))
