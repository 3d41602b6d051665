"""Similarity of submissions: fingerprints of their tokens (copydetect), as MOSS takes them.

Names, comments and layout do not count. What the handout gives, the solution has or many share says
nothing about who learned from whom, so it is left out first: two who followed the handout step by
step are not alike in this sense. A high figure is a reason to look, and no more.
"""
from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder import INSTALL
from autograder.i18n.messages import Message, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, load
from autograder.submissions.submission import NOTEBOOK, IntakeError, Submission, add_notebook, read_submission

# Letters of filtered code (a name is one) that must agree in a row to be seen.
NOISE = 25
# All of them are compared, not a sample: a window would choose by Python's hash, other ones at every run.
WINDOW = 1
# Less in common than a handful of lines says nothing, however short the submission is.
MIN_SHARED = 250
# What this many have, or a tenth of a large class, is common ground.
COMMON = 10
MAX_CODE = 300_000
MAX_LINES = 400


class NotInstalled(Exception):
    """The library is an optional one; `message` says how to get it."""

    message = say("Comparing submissions needs a library that is not installed: {command}",
                  command=INSTALL.format(extra="similarity"))


@dataclass(frozen=True)
class Block:
    """Consecutive lines of a submission that are in the other one as well."""

    where: str
    first: int
    lines: list[str]


@dataclass(frozen=True)
class Pair:
    """Two submissions; percent: how much of each one's whole code is the other's too, and nobody's else."""

    names: tuple[str, str]
    percent: tuple[int, int]
    shared: int
    blocks: tuple[list[Block], list[Block]]

    @property
    def most(self) -> int:
        return max(self.percent)


@dataclass
class Comparison:
    """pairs: the most alike first; unread: name -> why; compared: how many submissions."""

    pairs: list[Pair] = field(default_factory=list)
    unread: dict[str, Message] = field(default_factory=dict)
    compared: int = 0


@dataclass
class _Document:
    """A submission's code as one text. starts: offset of each line; places: (file, line) of each line."""

    name: str
    text: str
    starts: list[int]
    places: list[tuple[str, int]]
    print: Any = None
    whole: int = 0
    digest: str = ""


def compare(submissions: dict[str, Path], least: int, same: Iterable[tuple[str, str]] = (),
            lab: Lab | None = None) -> Comparison:
    """Every pair of which at least `least` percent of one is in the other.

    same: pairs of names by the same people, which are not compared. lab: that was handed in to, else the default
    one. Raises NotInstalled.
    """
    lab = lab or load()
    fingerprint, compare_files, coverage = _library()
    found, documents = Comparison(), []
    for name, path in submissions.items():
        try:
            submission = read_submission(path, name, lab)
            documents.append(_document(name, submission.code))
            documents[-1].digest = submission.digest
        except IntakeError as error:
            found.unread[name] = error.message
    for document in documents:
        document.print = fingerprint(document.text)
        document.whole = max(1, int(coverage(document.print.hash_idx, NOISE, len(document.print.filtered_code))))
    ignored = _given(fingerprint, lab) | _common([document.print.hashes for document in documents])
    for document in documents:
        _without(document.print, ignored, coverage)
    found.compared = len(documents)
    skipped = {frozenset(pair) for pair in same}
    for one, other in combinations(documents, 2):
        if frozenset((one.name, other.name)) not in skipped:
            if pair := _pair(one, other, least, compare_files, lab):
                found.pairs.append(pair)
    found.pairs.sort(key=lambda pair: (-pair.most, -pair.shared, pair.names))
    return found


def _library() -> tuple[Any, Any, Any]:
    try:
        from copydetect import CodeFingerprint, compare_files
        from copydetect.utils import get_token_coverage
    except ImportError as error:
        raise NotInstalled from error

    def fingerprint(text: str) -> CodeFingerprint:
        return CodeFingerprint("code.py", NOISE, WINDOW, fp=io.StringIO(text))

    return fingerprint, compare_files, get_token_coverage


def _document(name: str, texts: list[tuple[str, str]]) -> _Document:
    lines, places, starts, size = [], [], [], 0
    for file, text in texts:
        for number, line in enumerate(text.splitlines(), 1):
            if size > MAX_CODE:
                break
            starts.append(size)
            places.append((file, number))
            lines.append(line)
            size += len(line) + 1
    return _Document(name, "\n".join(lines) + "\n", starts, places)


def _is_template(document: _Document, lab: Lab) -> bool:
    """Whether nothing in it differs from what students are given."""
    folder = lab.assignment
    book = Submission("", folder, lab)
    add_notebook(book, NOTEBOOK, (folder / NOTEBOOK).read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")] + book.cells[NOTEBOOK]
    given = {line for text in texts for line in text.splitlines()}
    return all(line in given for line in document.text.split("\n") if line.strip())


def _given(fingerprint: Any, lab: Lab) -> set[int]:
    """Every fingerprint of what the course itself has written."""
    files = [path for folder in (lab.assignment, lab.solution) for path in sorted(folder.glob("*.py"))]
    return {mark for path in files for mark in fingerprint(path.read_text(encoding="utf-8")).hashes}


def _common(prints: list[set[int]]) -> set[int]:
    counts = Counter(mark for marks in prints for mark in marks)
    return {mark for mark, count in counts.items() if count > max(COMMON, len(prints) / 10)}


def _without(found: Any, ignored: set[int], coverage: Any) -> None:
    """Take these marks out of a fingerprint. The library's own way to do it also drops what a file repeats."""
    found.hashes = found.hashes - ignored
    found.hash_idx = {mark: places for mark, places in found.hash_idx.items() if mark in found.hashes}
    found.token_coverage = max(1, coverage(found.hash_idx, NOISE, len(found.filtered_code)))


def _pair(one: _Document, other: _Document, least: int, compare_files: Any, lab: Lab) -> Pair | None:
    """The two, if they are alike enough to be told.

    Equal ones are, however little of them is nobody else's: all but the template as it was given out."""
    if one.digest == other.digest and not _is_template(one, lab):
        spans = ([0], [len(one.text)])
        return Pair((one.name, other.name), (100, 100), len(one.text), (_blocks(one, spans), _blocks(other, spans)))
    if one.print.hashes.isdisjoint(other.print.hashes):
        return None
    shared, ratios, slices = compare_files(one.print, other.print)
    if shared < MIN_SHARED:
        return None
    percent = tuple(min(100, round(100 * ratio * document.print.token_coverage / document.whole))
                    for ratio, document in zip(ratios, (one, other)))
    if max(percent) < least:
        return None
    return Pair((one.name, other.name), percent, int(shared),
                (_blocks(one, slices[0]), _blocks(other, slices[1])))


def _blocks(document: _Document, spans: Any) -> list[Block]:
    """The lines that these slices of the text touch, runs of them together."""
    touched: set[int] = set()
    for start, end in zip(*spans):
        first, last = (bisect_right(document.starts, int(place)) - 1 for place in (start, max(start, end - 1)))
        touched.update(range(max(0, first), last + 1))
    blocks: list[Block] = []
    lines = document.text.split("\n")
    for number in sorted(touched)[:MAX_LINES]:
        file, line = document.places[number]
        text = plain_line(lines[number])
        if blocks and blocks[-1].where == file and blocks[-1].first + len(blocks[-1].lines) == line:
            blocks[-1].lines.append(text)
        else:
            blocks.append(Block(file, line, [text]))
    return blocks


def plain_line(line: str) -> str:
    """A line of code with its indentation, and nothing in it that acts on who reads it."""
    body = line.lstrip()
    return " " * min(len(line) - len(body), 60) + plain(body, 200)
