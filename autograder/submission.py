"""Anything handed in -> Submission: a folder, a zip, a notebook or a single file, as decoded text.

Nothing of a submission is imported, extracted by its own paths or run here: bytes are read into
memory under limits, decoded, and later written out under the grader's own folder for the worker.
"""
from __future__ import annotations

import hashlib
import io
import re
import tokenize
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISREG

import nbformat

from autograder.messages import Message, say
from autograder.rubric import FILES

MAX_FILES = 400
MAX_SOURCE = 2 * 2**20
MAX_NOTEBOOK = 20 * 2**20
MAX_TOTAL = 60 * 2**20
MAX_DEPTH = 6
NOTEBOOK = "lab.ipynb"
SOURCES = (".py", ".ipynb")
# Small files that a student's code may read beside it; everything else stays behind.
COMPANIONS = (".json", ".yaml", ".yml", ".toml", ".txt", ".cfg", ".ini")
JUNK_FOLDERS = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "env"}


class IntakeError(Exception):
    """This can't be read as a submission. `message` says what, from where, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text.format(**message.values))
        self.message = message


@dataclass
class Submission:
    """What one person or group handed in.

    files: path inside the submission -> text (notebooks as cells, see `cells`).
    notes: what the student should know about how it was read.
    """

    name: str
    origin: Path
    files: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that is graded: the same content always has the same digest."""
        whole = hashlib.sha256()
        for path, text in sorted([*self.files.items(), *_cell_items(self.cells)]):
            for piece in (path, text):
                data = piece.encode("utf-8", "surrogatepass")
                whole.update(len(data).to_bytes(8, "big") + data)
        return whole.hexdigest()

    def write(self, folder: Path) -> None:
        """Lay the decoded files out under folder, notebooks as one file a cell."""
        for path, text in [*self.files.items(), *_cell_items(self.cells)]:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def read_submission(path: Path, name: str | None = None) -> Submission:
    """The submission at path. Raises IntakeError where there is none."""
    path = Path(path)
    blobs = _blobs(path)
    submission = Submission(name or path.stem, path)
    for inner, data in _below_root(blobs).items():
        _add(submission, inner, data)
    if not submission.files and not submission.cells:
        raise IntakeError(say(
            "{path} holds no .py file and no notebook that can be read. Hand in {files}, or {notebook}.",
            path=str(path), files=", ".join(FILES), notebook=NOTEBOOK))
    return submission


def _blobs(path: Path) -> dict[str, bytes]:
    """Path inside the submission -> bytes, for every file worth reading."""
    if path.is_dir():
        return _folder_blobs(path)
    if not path.is_file():
        raise IntakeError(say("{path} does not exist. Check the path.", path=str(path)))
    if path.suffix.lower() == ".zip":
        return _zip_blobs(path)
    if path.suffix.lower() in SOURCES:
        return {path.name: path.read_bytes()}
    raise IntakeError(say(
        "{path} is neither a folder, a .zip, a .py file nor a notebook.", path=str(path)))


def _folder_blobs(folder: Path) -> dict[str, bytes]:
    blobs: dict[str, bytes] = {}
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder).as_posix()
        if not _wanted(inner) or not S_ISREG(file.lstat().st_mode):
            continue
        if file.stat().st_size <= _limit(inner):
            blobs[inner] = file.read_bytes()
        _check_budget(blobs, folder)
    return blobs


def _zip_blobs(path: Path) -> dict[str, bytes]:
    blobs: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                inner = info.filename.replace("\\", "/")
                if info.is_dir() or not _wanted(inner):
                    continue
                with archive.open(info) as member:  # read counts real bytes, whatever is announced
                    data = member.read(_limit(inner) + 1)
                if len(data) <= _limit(inner):
                    blobs[inner] = data
                _check_budget(blobs, path)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise IntakeError(say(
            "{path} can't be unpacked ({reason}). Zip the files again, without a password.",
            path=str(path), reason=str(error)[:200])) from error
    return blobs


def _wanted(inner: str) -> bool:
    """A source or companion file, at a plain relative path, outside the folders that tools make."""
    path = PurePosixPath(inner)
    folders = path.parts[:-1]
    plain = not path.is_absolute() and ".." not in path.parts and ":" not in inner
    tools = any(part in JUNK_FOLDERS or part.startswith(".") for part in folders)
    return (plain and not tools and len(folders) <= MAX_DEPTH and not path.name.startswith(".")
            and path.suffix.lower() in SOURCES + COMPANIONS)


def _limit(inner: str) -> int:
    return MAX_NOTEBOOK if inner.lower().endswith(".ipynb") else MAX_SOURCE


def _check_budget(blobs: dict[str, bytes], origin: Path) -> None:
    if len(blobs) > MAX_FILES or sum(map(len, blobs.values())) > MAX_TOTAL:
        raise IntakeError(say(
            "{path} holds more than {files} files or {megabytes} MB. Hand in your code only.",
            path=str(origin), files=MAX_FILES, megabytes=MAX_TOTAL // 2**20))


def _below_root(blobs: dict[str, bytes]) -> dict[str, bytes]:
    """The files below the submission's own root: the folder with the most of the lab's files."""
    def rank(folder: PurePosixPath) -> tuple:
        here = {path.name for path in map(PurePosixPath, blobs) if path.parent == folder}
        return (-len(here & set(FILES)), NOTEBOOK not in here, len(folder.parts), str(folder))

    folders = {PurePosixPath(path).parent for path in blobs if path.lower().endswith(SOURCES)}
    if not folders:
        return {}
    root = min(folders, key=rank)
    return {str(PurePosixPath(path).relative_to(root)): data for path, data in blobs.items()
            if PurePosixPath(path).is_relative_to(root)}


def _add(submission: Submission, path: str, data: bytes) -> None:
    text, encoding = decode_text(data)
    if encoding != "utf-8" and path.lower().endswith(SOURCES):
        submission.notes.append(say(
            "{file} is not UTF-8; it was read as {encoding}. Save it as UTF-8.",
            file=path, encoding=encoding))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if path.lower().endswith(".ipynb"):
        _add_notebook(submission, path, text)
    else:
        submission.files[path] = text


def decode_text(data: bytes) -> tuple[str, str]:
    """(text, encoding): UTF-8 with or without BOM, the coding line's encoding, else GB 18030."""
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass  # not an error: the next guess is the file's own coding line
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
        return data.decode(encoding), encoding
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return data.decode("gb18030", errors="replace"), "GBK"


def _add_notebook(submission: Submission, path: str, text: str) -> None:
    try:
        notebook = nbformat.reads(text, as_version=4)
        sources = [str(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    except Exception as error:  # nbformat raises many kinds; the file is a stranger's
        submission.notes.append(say(
            "{file} can't be read as a notebook ({reason}). Save it again from Jupyter.",
            file=path, reason=type(error).__name__))
        return
    submission.cells[path] = []
    for source in sources:
        written = re.match(r"\s*%%(?:writefile|file)\s+(?:\./)?([\w/-]+\.py)\s*\n", source)
        if written:  # the cell is a file of its own
            submission.files.setdefault(written.group(1), source[written.end():])
        else:
            submission.cells[path].append(_without_magics(source))


def _without_magics(source: str) -> str:
    """Plain Python: cell magics other than timing drop the cell, line magics become nothing."""
    from IPython.core.inputtransformer2 import TransformerManager

    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        return _without_magics(rest) if re.match(r"%%(time|timeit|capture)\b", first) else ""
    if not re.search(r"^\s*[%!?]|[?!]\s*$|=\s*[%!]", source, re.MULTILINE):
        return source
    try:
        return TransformerManager().transform_cell(source)
    except SyntaxError:
        return source  # the worker reports the syntax error where it stands


def _cell_items(cells: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(f"{path}.cells/{number:03d}.py", source)
            for path, sources in cells.items() for number, source in enumerate(sources, 1)]
