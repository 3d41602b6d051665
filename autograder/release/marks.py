"""Solution marks: which lines of a finished file students are to write themselves.

A mark is a comment on its own line. Inside a function `### BEGIN SOLUTION <what to do>` and
`### END SOLUTION` enclose what becomes a stub; a line `### <the same in another language>` right
after the first mark adds to its text. Outside functions the first mark has no text, and what is
enclosed (a helper of the solution's own) is left out.
"""
from __future__ import annotations

import ast
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.grading.authoring import AuthorError

MARK = re.compile(r"(?P<indent> *)### (?P<edge>BEGIN|END) SOLUTION(?: +(?P<text>\S.*?))? *")
MORE = re.compile(r" *### +(?P<text>\S.*?) *")
# Anything that resembles a mark must be one: a misspelt mark would give the solution away.
NEARLY = re.compile(r"\b(BEGIN|END)[ _]+SOLUTION\b", re.IGNORECASE)

WIDTH = 100  # columns; a longer stub goes over several lines


class MarkError(AuthorError):
    """A mark that cannot be obeyed, with file and line: `generator.py:21: ...`."""

    def __init__(self, filename: str, line: int, problem: str):
        super().__init__(f"{filename}:{line}: {problem}")


@dataclass(frozen=True)
class Mark:
    """One mark: its line (counted from 1), which edge of a region it is, its text."""

    line: int
    edge: str
    indent: str
    text: str


@dataclass(frozen=True)
class Region:
    """What stands between two marks: lines begin to end, the marks included."""

    begin: int
    end: int
    indent: str
    texts: tuple[str, ...]  # what to do, a language each
    hole: str | None  # "PairedMedicalDataset.__init__"; None outside functions

    @property
    def marks(self) -> set[int]:
        """The lines that are marks."""
        return {self.begin, *range(self.begin, self.begin + len(self.texts)), self.end}

    def __contains__(self, line: int) -> bool:
        return self.begin <= line <= self.end


def regions(source: str, filename: str) -> list[Region]:
    """The marked regions of a file, in order; MarkError where a mark is wrong."""
    tree, lines = ast.parse(source, filename), source.splitlines()
    return [_region(begin, end, tree, lines, filename) for begin, end in _pairs(lines, filename)]


def require_marks(source: str, filename: str, names: Iterable[str]) -> None:
    """Raise MarkError unless there is something to fill in inside each of these classes and functions: what has
    no marks would be given out whole."""
    try:
        tree = ast.parse(source, filename)
    except SyntaxError as error:
        raise MarkError(filename, error.lineno or 1, f"does not compile: {error.msg}") from None
    defined = {node.name: node for node in tree.body
               if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    marked = regions(source, filename)
    for name in names:
        node = defined.get(name)
        if node is None:
            raise MarkError(filename, 1, f"no {name}, which students are to write")
        if not any(node.lineno <= region.end and region.begin <= (node.end_lineno or node.lineno) for region in marked):
            raise MarkError(filename, node.lineno, f"nothing in {name} is marked: students would get it whole. "
                            "Put ### BEGIN SOLUTION <what to do> and ### END SOLUTION around what they are to write")


def strip(source: str, filename: str) -> str:
    """The student's version: every marked region is a stub that names its hole."""
    stubs = {region.begin: region for region in regions(source, filename)}
    kept, lines, number = [], source.splitlines(), 1
    while number <= len(lines):
        region = stubs.get(number)
        if region is None:
            kept.append(lines[number - 1])
        elif region.hole is None:
            _drop_blank_end(kept)  # the blank lines after the region do for both
        else:
            kept.append(_stub(region))
        number = region.end + 1 if region else number + 1
    return _text(kept, filename)


def finished(source: str, filename: str = "<solution>") -> str:
    """The solution as a student would have written it: without the marks, nothing else changed."""
    marks = {line for region in regions(source, filename) for line in region.marks}
    kept = [line for number, line in enumerate(source.splitlines(), start=1)
            if number not in marks]
    return _text(kept, filename)


def _pairs(lines: list[str], filename: str) -> list[tuple[Mark, Mark]]:
    pairs: list[tuple[Mark, Mark]] = []
    opened: Mark | None = None
    for mark in _marks(lines, filename):
        if mark.edge == "BEGIN" and opened:
            raise MarkError(filename, mark.line,
                            f"BEGIN SOLUTION inside the one that line {opened.line} begins")
        if mark.edge == "END":
            if not opened:
                raise MarkError(filename, mark.line, "END SOLUTION without BEGIN")
            pairs.append((opened, mark))
        opened = mark if mark.edge == "BEGIN" else None
    if opened:
        raise MarkError(filename, opened.line, "BEGIN SOLUTION without END")
    return pairs


def _marks(lines: list[str], filename: str) -> Iterator[Mark]:
    for number, line in enumerate(lines, start=1):
        match = MARK.fullmatch(line)
        if match:
            yield Mark(number, match["edge"], match["indent"], match["text"] or "")
        elif NEARLY.search(line):
            raise MarkError(filename, number, "not a mark: it must stand alone on its line, as "
                            "`### BEGIN SOLUTION <what to do>` or `### END SOLUTION`")


def _region(begin: Mark, end: Mark, tree: ast.Module, lines: list[str], filename: str) -> Region:
    if end.text:
        raise MarkError(filename, end.line, "END SOLUTION takes no text")
    if end.indent != begin.indent:
        raise MarkError(filename, end.line,
                        f"END SOLUTION is not indented like its BEGIN in line {begin.line}")
    _check_code(begin, end, lines, filename)
    hole = _hole(tree, begin)
    if hole and not begin.text:
        raise MarkError(filename, begin.line,
                        f"BEGIN SOLUTION without text: it must say what to do in {hole}")
    texts = _texts(begin, lines)
    if texts and not hole:
        raise MarkError(filename, begin.line,
                        "BEGIN SOLUTION with text outside a function, where no stub can say it")
    return Region(begin.line, end.line, begin.indent, texts, hole)


def _texts(begin: Mark, lines: list[str]) -> tuple[str, ...]:
    """The mark's own text and those of the lines that go on with it."""
    texts = [begin.text] if begin.text else []
    for line in lines[begin.line:]:
        if MARK.fullmatch(line) or not (more := MORE.fullmatch(line)):
            break
        texts.append(more["text"])
    return tuple(texts)


def _check_code(begin: Mark, end: Mark, lines: list[str], filename: str) -> None:
    code = [(number, line) for number, line in enumerate(lines, start=1)
            if begin.line < number < end.line and line.strip()]
    for number, line in code:
        if not line.startswith(begin.indent):
            raise MarkError(filename, number,
                            f"indented less than the BEGIN SOLUTION in line {begin.line}")
    if all(line.lstrip().startswith("#") for _, line in code):
        raise MarkError(filename, begin.line, "BEGIN SOLUTION with no code before its END")


def _hole(tree: ast.Module, begin: Mark) -> str | None:
    """Names of the classes and functions around a mark, if the innermost is a function."""
    around = [node for node in ast.walk(tree)
              if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
              and node.lineno < begin.line <= (node.end_lineno or node.lineno)
              and node.col_offset < len(begin.indent)]
    if not around or isinstance(around[-1], ast.ClassDef):
        return None
    return ".".join(node.name for node in around)  # ast.walk goes from outer to inner


def _stub(region: Region) -> str:
    first, *others = (text.replace("\\", r"\\").replace('"', r'\"') for text in region.texts)
    others = [f"/ {text}" for text in others]
    named = f"{region.hole}: {first}"
    line = f'{region.indent}raise NotImplementedError("{" ".join([named, *others])}")'
    if _columns(line) <= WIDTH:
        return line
    indent = region.indent + "    "
    room = WIDTH - len(indent) - len('" ")')
    texts = [named] if len(named) <= room else [f"{region.hole}:", first]
    pieces = [piece for text in [*texts, *others]
              for piece in textwrap.wrap(text, room, break_long_words=False)]
    joined = f' "\n{indent}"'.join(pieces)
    return f'{region.indent}raise NotImplementedError(\n{indent}"{joined}")'


def _columns(text: str) -> int:
    """The width of a text on a screen, where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _drop_blank_end(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()


def _text(lines: list[str], filename: str) -> str:
    """Lines as a file's text that ends in one newline; SyntaxError where it does not compile."""
    _drop_blank_end(lines)
    text = "\n".join(lines) + "\n"
    ast.parse(text, filename)
    return text
