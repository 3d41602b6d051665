"""`zip`: pack what is to be handed in, and say what is missing from it."""
from __future__ import annotations

import ast
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from autograder.grading import limit_messages
from autograder.grading.atomic import write_atomically
from autograder.grading.observations import Failed, NotJudged
from autograder.grading.session import Session
from autograder.i18n.messages import Message, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, load
from autograder.sandbox import Workers
from autograder.submissions import intake
from autograder.submissions.intake import MAX_WEIGHTS, WEIGHTS
from autograder.submissions.lookup import Lookup
from autograder.submissions.submission import IntakeError, Submission, read_submission
from autograder.submissions.syntax import IMPORTS, bound_names, parse
from autograder.worker.loader import Source, module_name

# What a lookup tells that is told here as well, and whether it may cost points.
TOLD = {"does_not_compile": True, "two_editions": True, "stubs_passed_over": False, "stub_below": False}
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Packed:
    """names: what was packed. left_out: what lies beside it and was not. findings: what may cost points.

    notes: what else its owner should know of how it will be read.
    """

    names: list[str]
    left_out: list[str] = field(default_factory=list)
    findings: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def pack(folder: Path, target: Path, lab: Lab | None = None) -> Packed:
    """Pack whatever grading would read of the folder, sub-packages and small data files with it.

    Raises IntakeError where there is nothing to hand in, or where the zip could not be read back.
    """
    lab = lab or load()
    found = intake.collect(folder)
    blobs = {name: data for name, data in sorted(found.blobs.items())
             if not _is_given(PurePosixPath(name).parts[0], lab)}
    if not any(name.lower().endswith(intake.SOURCES) for name in blobs):
        raise IntakeError(say("{path} holds no .py file and no notebook to hand in.", path=str(folder)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in blobs.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    write_atomically(target, buffer.getvalue())
    costly, notes = findings(read_submission(target, lab=lab))
    tops = {PurePosixPath(name).parts[0] for name in blobs} | intake.JUNK_FOLDERS
    left_out = sorted(path.name + "/" * path.is_dir() for path in folder.iterdir()
                      if path.name not in tops and not _is_given(path.name, lab)
                      and path.name[0] not in "._~" and path.resolve() != target.resolve())
    return Packed(list(blobs), left_out, found.notes + costly, notes)


def _is_given(name: str, lab: Lab) -> bool:
    """Whether everybody has this file, or this folder, in assignment/ from the lab itself."""
    given = [PurePosixPath(pattern).parts[1] for pattern in lab.given if pattern.startswith("assignment/")]
    return name not in lab.files and any(fnmatchcase(name, pattern) for pattern in given)


def import_troubles(submission: Submission, workers: Workers, reported: Sequence[Message] = ()) -> list[Message]:
    """What goes wrong when the files that define the lab's names are imported, in a worker, and was not told yet."""
    defining = sorted({module_name(place.split(" [cell ")[0]) for place, text in submission.code
                       if _defines_names(text, place, submission.lab)})
    session = Session(submission, workers)
    try:
        session.look("zip", "handin.imports", lambda: {"names": defining}, case=" ".join(defining))
    except (Failed, NotJudged) as stopped:
        session.notes.append(stopped.observed)
    finally:
        session.close()
    return [note for note in session.notes if note not in submission.notes and note not in reported]


def _defines_names(text: str, place: str, lab: Lab) -> bool:
    try:
        return any(bound_names(node) & set(lab.canonical_file) for node in parse(text, place).body)
    except SyntaxError:  # `findings` tells
        return False


def findings(submission: Submission) -> tuple[list[Message], list[Message]]:
    """(what may cost points, what else is to be known): what does not compile, which of the lab's names
    are missing or still stubs, and which file counts where several define one. Nothing is run."""
    sources = _sources(submission)
    found = [*_challenge(submission),
             *(say("{file}:{line} does not compile: {error}", file=error["file"], line=error["line"],
                   error=plain(error["message"])) for source in sources for error, _ in source.errors)]
    notes: list[Message] = []
    modules = {source.module_name.rpartition(".")[2] for source in sources}
    for name, file in submission.lab.canonical_file.items():
        lookup = Lookup(sources, name, submission.lab.home)
        defined = [source for source in lookup.places if source.definition(name)]
        if any(_is_there(source.definition(name), modules) for source in defined):
            for kind, values in lookup.notes(defined[0]):
                if kind in TOLD and (told := limit_messages.reported({"kind": kind, **values})):
                    (found if TOLD[kind] else notes).append(told)
        elif lookup.stub and not lookup.broken:
            found.append(say("{name} ({file}) is not implemented yet.", name=name, file=file))
        else:
            found.append(say("{name} is missing: the handout puts it into {file}.", name=name, file=file))
    return _once(found), _once(notes)


def _is_there(node: ast.stmt | None, modules: set[str]) -> bool:
    """Whether a name is defined here, or imported from a file that is handed in as well."""
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or (node.module or "").rpartition(".")[2] in modules
    return not isinstance(node, IMPORTS)


def _once(messages: list[Message]) -> list[Message]:
    return [message for place, message in enumerate(messages) if message not in messages[:place]]


def _sources(submission: Submission) -> list[Source]:
    """The submission's files as the loader reads them."""
    with tempfile.TemporaryDirectory(prefix="lab-zip-") as room:
        submission.write(Path(room))
        return [Source(Path(room), entry, submission.lab.home) for entry in submission.manifest()]


def _challenge(submission: Submission) -> Iterator[Message]:
    """What of the challenge is missing, where a part of it is there."""
    challenge = submission.lab.challenge
    if challenge is None:
        return
    has_code, has_weights = challenge.file in submission.files, submission.weights is not None
    if has_code and not has_weights:
        yield say("{code} is there, and no {file} of at most {n} MB: the challenge can't be scored.",
                  code=challenge.file, file=WEIGHTS, n=MAX_WEIGHTS // 10**6)
    elif has_weights and not has_code and not submission.cells:
        yield say("{file} is there, and no {code}: the challenge can't be scored.",
                  code=challenge.file, file=WEIGHTS)
