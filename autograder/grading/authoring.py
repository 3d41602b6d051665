"""Complaints about an unfinished lab, with file and line, before anything is graded by it.

A check that stands in part.py and has no test would cost everybody its points without a word.
"""
from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from autograder.i18n.messages import placeholders
from autograder.lab import Lab, Part

FIELDS = tuple(f"{field}{language}" for field in ("mistake", "believes", "try") for language in ("", "-zh"))


class AuthorError(Exception):
    """The course itself is not finished; a line for each thing that is missing."""


def require_checks(lab: Lab) -> None:
    """Raise AuthorError unless parts and tests name the same checks, and each says its claim."""
    if found := _check_complaints(lab):
        raise AuthorError("\n".join(found))


def require_misconceptions(folder: Path, lab: Lab) -> None:
    """Raise AuthorError unless every misconception below folder is one of a part's and says what it has to."""
    found = [complaint for path in sorted(folder.glob("*/*.py")) for complaint in _misconception_complaints(path, lab)]
    if found:
        raise AuthorError("\n".join(found))


def misconception_fields(path: Path, lab: Lab) -> dict[str, str]:
    """The fields of a misconception's docstring: "mistake", "mistake-zh", … Raises AuthorError."""
    if found := list(_misconception_complaints(path, lab)):
        raise AuthorError("\n".join(found))
    return dict(line.split(": ", 1) for line in _docstring_lines(path))


@lru_cache
def _check_complaints(lab: Lab) -> tuple[str, ...]:
    """Read once: the files do not change under a running grader."""
    found: list[str] = []
    for part in lab.parts:
        path = lab.folder / "parts" / part.name / f"test_{part.name}.py"
        found += _part_complaints(lab, part, path) if path.exists() else [
            f"{_shown(path)}: there is no such file, and the lab has the part {part.name}"]
    return tuple(found)


def _part_complaints(lab: Lab, part: Part, path: Path) -> Iterator[str]:
    tree = _parsed(path)
    if isinstance(tree, str):
        yield tree
        return
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    times = Counter(node.name.removeprefix("test_") for node in tests)
    yield from (f"{_shown(path)}: no test_{claim}, and part.py gives {points} points for {part.name}.{claim}"
                for claim, points in part.checks.items() if claim not in times)
    settings = set(lab.settings)
    for node in tests:
        claim, place = node.name.removeprefix("test_"), f"{_shown(path)}:{node.lineno}"
        if claim not in part.checks:
            yield f"{place}: part.py has no check {part.name}.{claim}"
        if times[claim] > 1:
            yield f"{place}: {node.name} is there {times[claim]} times"
        if not (sentence := (ast.get_docstring(node) or "").strip()):
            yield f"{place}: {node.name} has no docstring, which is the sentence that students read"
        elif unknown := _placeholders(sentence) - settings:
            yield f"{place}: the docstring of {node.name} names {', '.join(sorted(unknown))}, which is no setting"


def _placeholders(sentence: str) -> set[str]:
    """The names in a sentence's braces; the sentence itself where they do not match."""
    try:
        return placeholders(sentence)
    except ValueError:
        return {sentence}


def _misconception_complaints(path: Path, lab: Lab) -> Iterator[str]:
    tree = _parsed(path)
    if isinstance(tree, str):
        yield tree
        return
    if path.parent.name not in lab.part:
        yield f"{_shown(path)}: the lab has no part {path.parent.name}"
    lines = _docstring_lines(path)
    fields = Counter(line.split(": ", 1)[0] for line in lines)
    yield from (f"{_shown(path)}: its docstring has no line `{field}: …`" for field in FIELDS if not fields[field])
    yield from (f"{_shown(path)}: its docstring has {fields[field]} lines `{field}: …`"
                for field in FIELDS if fields[field] > 1)
    yield from (f"{_shown(path)}: a line of its docstring begins with no field: {line}"
                for line in lines if line.split(": ", 1)[0] not in FIELDS)


def _docstring_lines(path: Path) -> list[str]:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return [line for line in text.splitlines() if line.strip()]


def _parsed(path: Path) -> ast.Module | str:
    """The file's syntax tree, or the complaint that it has none."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        return f"{_shown(path)}:{getattr(error, 'lineno', None) or 1}: {type(error).__name__}: {error}"


def _shown(path: Path) -> str:
    """Two folders and the file's name: fixtures of a test have no root in common with the project."""
    return "/".join(path.parts[-3:])
