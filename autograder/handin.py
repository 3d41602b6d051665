"""`zip`: what is to be handed in, packed, with a word on what is missing from it."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder import rubric
from autograder.examination import Examination
from autograder.intake import MAX_WEIGHTS, WEIGHTS
from autograder.judging import Failed, NotJudged
from autograder.loader import module_name
from autograder.messages import Message, say
from autograder.plaintext import plain
from autograder.sandbox import Workers
from autograder.submission import IntakeError, Submission, read_submission
from autograder.syntax import IMPORTS, bound_names, is_stub, last_definition, parse
from autograder.verdict import write_atomically

# The lab's own programs: everybody has them.
GIVEN = {"train.py", "training_run.py", "training_speed.py", "show.py", "evaluate.py", "evaluation_scores.py",
         "evaluation_page.py", "challenge_weights.py"}
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, target: Path) -> tuple[list[str], list[Message]]:
    """Pack sources, notebooks and the challenge's weights; the names packed and what their owner should know.

    Raises IntakeError where there is nothing to hand in, or where the zip could not be read back.
    """
    sources = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in GIVEN
               and (path.suffix.lower() in (".py", ".ipynb") or path.name == WEIGHTS)
               and path.resolve() != target.resolve()]
    if all(path.name == WEIGHTS for path in sources):
        raise IntakeError(say("{path} holds no .py file and no notebook to hand in.", path=str(folder)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sources:
            archive.writestr(zipfile.ZipInfo(path.name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    write_atomically(target, buffer.getvalue())
    return [path.name for path in sources], findings(read_submission(target))


def import_troubles(submission: Submission, workers: Workers) -> list[Message]:
    """What goes wrong when the files that define the lab's names are imported, in a worker."""
    defining = sorted({module_name(place.split(" [cell ")[0]) for place, text in _texts(submission)
                       if _defines_names(text, place)})
    examination = Examination(submission, workers)
    try:
        examination.look("zip", "handin.imports", lambda: {"names": defining}, case=" ".join(defining))
    except (Failed, NotJudged) as stopped:
        examination.notes.append(stopped.observed)
    finally:
        examination.close()
    return [note for note in examination.notes if note not in submission.notes]


def _defines_names(text: str, place: str) -> bool:
    try:
        return any(bound_names(node) & set(rubric.CANONICAL_FILE) for node in parse(text, place).body)
    except SyntaxError:  # `findings` tells
        return False


def findings(submission: Submission) -> list[Message]:
    """What does not compile, and which of the lab's names are missing or still stubs. Nothing is run."""
    found, written, stubs = list(_challenge(submission)), set(), set()
    for place, text in _texts(submission):
        try:
            tree = parse(text, place)
        except SyntaxError as error:
            found.append(say("{file}:{line} does not compile: {error}", file=place, line=error.lineno or 1,
                             error=plain(error.msg)))
            continue
        body = [node for node in tree.body if not isinstance(node, IMPORTS)]
        for name in set().union(*map(bound_names, body)) & set(rubric.CANONICAL_FILE):
            (stubs if is_stub(last_definition(body, name)) else written).add(name)
    for name, file in rubric.CANONICAL_FILE.items():
        if name in stubs - written:
            found.append(say("{name} ({file}) is not implemented yet.", name=name, file=file))
        elif name not in written:
            found.append(say("{name} is missing: the handout puts it into {file}.", name=name, file=file))
    return found


def _challenge(submission: Submission) -> Iterator[Message]:
    """What of the challenge is missing, where a part of it is there."""
    has_code, has_weights = rubric.CHALLENGE_FILE in submission.files, submission.weights is not None
    if has_code and not has_weights:
        yield say("{code} is there, and no {file} of at most {n} MB: the challenge can't be scored.",
                  code=rubric.CHALLENGE_FILE, file=WEIGHTS, n=MAX_WEIGHTS // 10**6)
    elif has_weights and not has_code and not submission.cells:
        yield say("{file} is there, and no {code}: the challenge can't be scored.",
                  code=rubric.CHALLENGE_FILE, file=WEIGHTS)


def _texts(submission: Submission) -> list[tuple[str, str]]:
    files = [(path, text) for path, text in submission.files.items() if path.lower().endswith(".py")]
    return files + [(f"{path} [cell {number}]", cell)
                    for path, cells in submission.cells.items() for number, cell in enumerate(cells, 1)]
