"""Find the solution where it must not be: in a skeleton, a notebook, a page, a package.

What is looked for comes from the marked regions only. It is looked for twice: as syntax, so that
another layout or another comment does not hide it, and as lines of text, so that neither a file
that is not Python nor an output or a metadata field does.
"""
from __future__ import annotations

import ast
import html
import io
import json
import re
import textwrap
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeGuard

from autograder.release.marks import regions

LONG = 25  # characters from which an expression, or a line inside other text, tells something
MANY = 3  # arguments from which a call does, however short

MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
FENCED = re.compile(r"^[ >]*(?P<fence>```+|~~~+)[^\n]*\n(?P<code>.*?)^[ >]*(?P=fence)",
                    re.DOTALL | re.MULTILINE)
COMMENTS = re.compile(r"(?:^[ \t]*#[^\n]*(?:\n|\Z))+", re.MULTILINE)
COMMENT_SIGN = re.compile(r"^[ \t]*#+ ?", re.MULTILINE)


def leaks(text_or_notebook: str | Mapping[str, Any], solution_sources: Mapping[str, str],
          shortest: int = 0) -> list[str]:
    """The pieces of the solution in a text or a notebook, sorted; empty where there are none.

    text_or_notebook: Python, markdown, HTML or any text, or a notebook (as an object or as JSON).
    solution_sources: "generator.py" -> its text with the marks.
    shortest: shorter pieces are let pass. For files that work on the same things by right (a given
    training program): `G.eval()` gives nothing away there.
    A piece in a notebook is preceded by its place: `cells[3].source: l1 = F.l1_loss(fake_t2, t2)`.
    """
    pieces, lines = _secrets(tuple(sorted(solution_sources.items())))
    book = _as_notebook(text_or_notebook)
    places = [("", str(text_or_notebook))] if book is None else _strings(book)
    found = {f"{place}: {piece}" if place else piece for place, text in places
             for piece in _survivors(text, pieces, lines) if len(piece) >= shortest}
    return sorted(found)


def _survivors(text: str, pieces: set[str], lines: dict[str, str]) -> set[str]:
    """Pieces in a text, and those lines in it that do not say the same as a piece."""
    seen = _syntax_of(text) & pieces
    known = {_squeeze(piece) for piece in seen}
    return seen | {lines[line] for line in _lines_in(text, lines) - known}


@lru_cache
def _secrets(sources: tuple[tuple[str, str], ...]) -> tuple[set[str], dict[str, str]]:
    """Normalised pieces of syntax, and squeezed line -> line, of all marked regions.

    What the files also say outside the regions (signatures, docstrings) is no secret.
    """
    pieces: set[str] = set()
    lines: dict[str, str] = {}
    public = ""
    for filename, source in sources:
        marked = regions(source, filename)
        public += _squeeze("".join(line for number, line in enumerate(source.splitlines(), 1)
                                   if not any(number in region for region in marked)))
        pieces |= {_normal(node) for node in ast.walk(ast.parse(source))
                   if _tells(node) and any(node.lineno in region for region in marked)}
        code = _without_comments(source)
        lines |= {_squeeze(line): line.strip() for region in marked
                  for line in code[region.begin:region.end - 1]}
    return ({piece for piece in pieces if _squeeze(piece) not in public},
            {squeezed: line for squeezed, line in lines.items()
             if _line_tells(squeezed) and squeezed not in public})


def _without_comments(source: str) -> list[str]:
    """The lines of a file, each up to its comment."""
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return lines


def _tells(node: ast.AST) -> TypeGuard[ast.stmt | ast.expr]:
    """Whether this piece of syntax is worth hiding, and distinctive enough to be recognised."""
    if not isinstance(node, (ast.stmt, ast.expr)):
        return False
    if isinstance(node, ast.Call) and len(node.args) + len(node.keywords) >= MANY:
        return True
    text = _normal(node)
    return len(text) > LONG or isinstance(node, ast.stmt) and "(" in text


def _line_tells(line: str) -> bool:
    return len(line) > LONG or "(" in line.rstrip("([{")


def _normal(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _squeeze(text: str) -> str:
    """Text without what layout, quoting and escaping change."""
    bare = re.sub(r"\\[ntr]|[\s\\]", "", text).replace("'", '"')
    return bare.rstrip(",")


def _syntax_of(text: str) -> set[str]:
    """Every statement and expression in the Python that this text holds, normalised."""
    return {_normal(node) for chunk in _chunks(text) for node in ast.walk(_parsed(chunk))
            if isinstance(node, (ast.stmt, ast.expr))}


def _chunks(text: str) -> Iterator[str]:
    """Whatever might be Python: the whole without magics, fenced blocks, runs of comment lines."""
    yield MAGIC.sub("", text)
    yield from (block["code"] for block in FENCED.finditer(text))
    yield from (COMMENT_SIGN.sub("", run[0]) for run in COMMENTS.finditer(text))


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # prose with a backslash
            return ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])  # not Python: the scan by lines still reads it


def _lines_in(text: str, secrets: Iterable[str]) -> set[str]:
    """The secret lines in a text: short ones must be a line of it, long ones may be part of one."""
    readings = {text, html.unescape(re.sub(r"<[^<>]*>", "", text))}
    whole = "\n".join(_squeeze(reading) for reading in readings)
    single = {_squeeze(re.sub(r"^[\s>#*.`+-]+|[\s`]+$|\s*#[^'\"]*$", "", line))
              for reading in readings for line in reading.splitlines()}
    return {line for line in secrets if line in single or len(line) > LONG and line in whole}


def _as_notebook(thing: str | Mapping[str, Any]) -> Mapping[str, Any] | None:
    if not isinstance(thing, str):
        return thing
    try:
        data = json.loads(thing)
    except ValueError:
        return None  # plain text
    return data if isinstance(data, dict) and "cells" in data else None


def _strings(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a notebook with its place: sources, outputs, metadata, attachments, keys."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield place, "".join(value)  # a text as the file format splits it
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(item, f"{place}[{number}]")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield place, key
            yield from _strings(item, f"{place}.{key}".lstrip("."))
