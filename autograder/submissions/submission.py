"""A submission, read from a folder, a zip, a notebook or a single file as decoded text.

Nothing of a submission is imported, extracted by its own paths or run here: bytes are read into
memory under limits (intake.py), decoded, and later written out under the grader's own folder.
"""
from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import tokenize
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from autograder.i18n.messages import Message, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, known_names, load
from autograder.submissions import intake, libraries
from autograder.submissions.intake import SOURCES, IntakeError
from autograder.submissions.notebooks import MAX_CELLS, NotANotebook, code_cells, without_magics

__all__ = ["NOTEBOOK", "SOURCES", "IntakeError", "Submission", "add_notebook", "decode_text", "read_submission"]

NOTEBOOK = "lab.ipynb"
MAX_NOTES = 20
# Encodings that people save files in. Others (idna, punycode, escapes) are slow or worse to decode.
ENCODINGS = re.compile(r"(utf|iso|cp\d|gb|big5|euc|shift|koi8|mac|latin|ascii|windows|hz|johab|tis)")
DEFINED = re.compile(r"^(?:class|def)[ \t]+(\w+)", re.MULTILINE)
WRITES_FILE = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:\./)?([\w/-]+\.py)[ \t]*\n")


@dataclass
class Submission:
    """What one person or group handed in.

    files: path inside the submission -> text (notebooks as cells, see `cells`).
    data: path -> what else its code may read, as it came.
    weights: the challenge's weights, as they came. notes: what the student should know about how it was read.
    """

    name: str
    origin: Path
    lab: Lab = field(default_factory=load)
    files: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    weights: bytes | None = None
    data: dict[str, bytes] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that is graded: the same content always has the same digest."""
        whole = hashlib.sha256()
        pieces = [piece.encode("utf-8", "surrogatepass") for item in
                  sorted([*self.files.items(), *_cell_items(self.cells)]) for piece in item]
        blobs = {**self.data, **({} if self.weights is None else {intake.WEIGHTS: self.weights})}
        pieces += [piece for path in sorted(blobs) for piece in (path.encode("utf-8", "surrogatepass"), blobs[path])]
        for data in pieces:
            whole.update(len(data).to_bytes(8, "big") + data)
        return whole.hexdigest()

    @property
    def in_challenge(self) -> bool:
        """Whether it takes part in the challenge."""
        return self.weights is not None or (self.lab.challenge is not None and self.lab.challenge.file in self.files)

    def write(self, folder: Path) -> None:
        """Lay the decoded files out under folder, notebooks as one file a cell, the data and the weights."""
        for path, text in [*self.files.items(), *_cell_items(self.cells)]:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        for path, data in self.data.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        if self.weights is not None:
            (folder / intake.WEIGHTS).write_bytes(self.weights)

    @property
    def code(self) -> list[tuple[str, str]]:
        """(label, text) of every source file, then of every notebook cell: "loss.py", "lab.ipynb [cell 3]"."""
        files = [(path, text) for path, text in sorted(self.files.items()) if path.lower().endswith(".py")]
        return files + [(f"{path} [cell {number}]", cell) for path, cells in sorted(self.cells.items())
                        for number, cell in enumerate(cells, 1)]

    def beside(self) -> list[str]:
        """What write() lays out and its author's code finds in its own folder: everything but notebooks and weights."""
        return sorted([*self.files, *self.data])

    def manifest(self) -> list[dict]:
        """What write() lays out that is code, as the loader reads it: each file's chunks (label, path)."""
        files = [{"file": path, "chunks": [[path, path]]} for path in self.files if path.lower().endswith(".py")]
        for path, cells in self.cells.items():
            files.append({"file": path, "chunks": [[f"{path} [cell {number}]", _cell_path(path, number)]
                                                   for number in range(1, len(cells) + 1)]})
        return files

    def note(self, message: Message) -> None:
        if len(self.notes) < MAX_NOTES:
            self.notes.append(message)


def read_submission(path: Path, name: str | None = None, lab: Lab | None = None) -> Submission:
    """The submission at path, to this lab or the default one. Raises IntakeError where there is none."""
    path = Path(path)
    found = intake.collect(path)
    submission = Submission(name or plain(path.stem, intake.MAX_NAME), path, lab or load())
    for reason in found.notes:
        submission.note(reason)
    blobs = _fit_for_disk(below_root(found.blobs, submission.lab.files))
    submission.weights = blobs.pop(intake.WEIGHTS, None)
    for inner, data in sorted(blobs.items(), key=lambda item: item[0].lower().endswith(".ipynb")):
        if intake.is_data(inner):
            submission.data[inner] = data
        else:
            _add(submission, inner, data)
    if asked := libraries.answer(submission.files.get("requirements.txt", "")):
        submission.note(asked)
    if (other := lookalike(submission)) is not None:
        submission.note(say("Nothing here is of the lab {lab}; it looks like the lab {other}. Grade it as that one: "
                            "make LAB={other}, or --lab {other}.", lab=submission.lab.name, other=other))
    if not submission.files and not submission.cells and submission.notes:
        raise IntakeError(say("{path} holds nothing that can be read. {reason}",
                              path=str(path), reason=submission.notes[0]))
    if not submission.files and not submission.cells:
        holds = (say("{path} holds {names}, and no .py file and no notebook that can be read.", path=str(path),
                     names=", ".join(found.others)) if found.others else
                 say("{path} holds no .py file and no notebook that can be read.", path=str(path)))
        raise IntakeError(say("{holds} Hand in {files}, or {book}.", holds=holds,
                              files=", ".join(submission.lab.files), book=NOTEBOOK))
    return submission


def lookalike(submission: Submission) -> str | None:
    """The name of another lab that this was written for: it has files or names of that one, and none of this one's
    that the other has not as well. Where half of this lab's are there, no other is looked at."""
    code = [*submission.files.values(), *(cell for cells in submission.cells.values() for cell in cells)]
    has = {PurePosixPath(path).name for path in submission.files} | {
        name for text in code for name in DEFINED.findall(text)}
    own = _asked(submission.lab)
    if 2 * len(has & own) >= len(own):
        return None
    asked = {other: _asked_of(other) for other in known_names() if other != submission.lab.name}
    fitting = [other for other, theirs in asked.items() if has & (theirs - own) and not has & (own - theirs)]
    return max(fitting, key=lambda other: len(has & asked[other]), default=None)


def _asked(lab: Lab) -> frozenset[str]:
    return frozenset({*lab.files, *lab.home})


@lru_cache
def _asked_of(name: str) -> frozenset[str]:
    """Files and names of another lab; none where its author has not come so far that it can be loaded."""
    try:
        return _asked(load(name))
    except Exception as error:
        logging.getLogger("autograder").warning("the lab %s can't be loaded: %s", name, error)
        return frozenset()


def below_root(blobs: dict[str, bytes], files: Collection[str]) -> dict[str, bytes]:
    """The files below the submission's own root: the folder with the most of these, which the lab asks for."""
    names: dict[PurePosixPath, set[str]] = {}
    own = set(files) - {NOTEBOOK}
    for path in map(PurePosixPath, blobs):
        names.setdefault(path.parent, set()).add(path.name)

    def rank(folder: PurePosixPath) -> tuple:
        here = names[folder]
        return (-len(here & own), NOTEBOOK not in here, len(folder.parts), str(folder))

    folders = {PurePosixPath(path).parent for path in blobs if path.lower().endswith(SOURCES)}
    if not folders:
        return {}
    root = min(folders, key=rank)
    return {str(PurePosixPath(path).relative_to(root)): data for path, data in blobs.items()
            if PurePosixPath(path).is_relative_to(root)}


def _fit_for_disk(blobs: dict[str, bytes]) -> dict[str, bytes]:
    """Without files that stand where another one needs a folder: both can't be laid out."""
    folders = {str(parent) for path in blobs for parent in PurePosixPath(path).parents}
    folders |= {f"{path}.cells" for path in blobs if path.lower().endswith(".ipynb")}
    return {path: data for path, data in blobs.items() if path not in folders
            and not any(f"{parent}" in blobs for parent in PurePosixPath(path).parents)}


def _add(submission: Submission, path: str, data: bytes) -> None:
    if PurePosixPath(path).name == intake.WEIGHTS:
        challenge = submission.lab.challenge
        submission.note(say("{file} was left out: {reason}.", file=path,
                            reason=say("weights belong beside {code}", code=challenge.file if challenge else "")))
        return
    text, encoding = decode_text(data)
    if encoding != "utf-8" and path.lower().endswith(SOURCES):
        submission.note(say(
            "{file} is not UTF-8; it was read as {encoding}. Save it as UTF-8.",
            file=path, encoding=_usual_name(encoding)))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if path.lower().endswith(".ipynb"):
        add_notebook(submission, path, text)
    else:
        submission.files[path] = text


def decode_text(data: bytes) -> tuple[str, str]:
    """(text, encoding): UTF-8 with or without BOM, UTF-16 and -32, the coding line's encoding, else GB 18030."""
    for wide in _wide_encodings(data):
        try:
            return data.decode(wide), wide
        except UnicodeDecodeError:
            pass  # not an error: the bytes only looked like that
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass  # not an error: the next guess is the file's own coding line
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
        if ENCODINGS.match(encoding.lower()):
            return data.decode(encoding), encoding
    except (SyntaxError, ValueError, LookupError):
        pass  # not an error either: what is left is the usual encoding of Chinese systems
    return data.decode("gb18030", errors="replace"), "gb18030"


def _usual_name(encoding: str) -> str:
    """What an editor's menu calls an encoding."""
    if encoding == "gb18030":
        return "GBK"
    return encoding.upper()[:6] if encoding.startswith("utf-") else encoding


def _wide_encodings(data: bytes) -> list[str]:
    """What text with zeros among its bytes is likely to be written in.

    A comma or a line's end is a zero and a byte in UTF-16, whatever letters the text begins with.
    """
    detected = json.detect_encoding(data)  # by a BOM, or the first bytes
    even, odd = data[::2].count(0), data[1::2].count(0)
    likely = [] if even == odd else ["utf-16-le" if odd > even else "utf-16-be"]
    return [detected] if not detected.startswith("utf-8") else likely


def add_notebook(submission: Submission, path: str, text: str) -> None:
    """Take the code cells of a notebook's text; a note where it can't be read."""
    try:
        sources = code_cells(text, submission.lab.home)
    except NotANotebook as error:
        submission.note(say(
            "{file} can't be read as a notebook: {reason}. Save it again from Jupyter.",
            file=path, reason=error.reason))
        return
    room = MAX_CELLS - sum(map(len, submission.cells.values())) - len(submission.files)
    if len(sources) > room:
        submission.note(say("{file} has more than {n} code cells; the others were left out.",
                            file=path, n=max(0, room)))
    kept = submission.cells[path] = []
    work = 0
    for cell in sources[:max(0, room)]:
        written = WRITES_FILE.match(cell.source)
        if written and (target := _written_name(submission, written.group(1))):
            submission.files.setdefault(target, cell.source[written.end():])
            kept.append("")  # so that a cell's number is its number among the code cells
            continue
        plain_source, cost = without_magics(cell.source, work)
        work += cost
        kept.append(plain_source)
        if cell.turned:
            submission.note(say("{file} [cell {n}] is a text cell that holds code, and counts as code. Turn it back "
                                "into a code cell.", file=path, n=len(kept)))


def _written_name(submission: Submission, name: str) -> str | None:
    """Where a %%writefile cell's file belongs; None for a path that is no plain relative one."""
    inner = intake.fit_name(name)
    if inner is None or name.startswith("/"):
        return None
    taken = dict.fromkeys([*submission.files, *submission.data, *submission.cells, inner], b"")
    return inner if inner in _fit_for_disk(taken) else None


def _cell_items(cells: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(_cell_path(path, number), source)
            for path, sources in cells.items() for number, source in enumerate(sources, 1)]


def _cell_path(path: str, number: int) -> str:
    return f"{path}.cells/{number:03d}.py"
