"""Gradescope's container: /autograder/submission is graded, /autograder/results/results.json written.

    python -m autograder.container [ROOT]

ROOT (default /autograder) has Gradescope's layout; ROOT/source/config.json is the instructor's. The
results are complete from the first moment and written anew after every check, so that a grading
which is killed half way leaves what it had found.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from autograder.budget import Budgeted
from autograder.doctor import too_little_confinement
from autograder.grading import grade
from autograder.messages import Message, say
from autograder.plaintext import plain
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.sandbox import WorkerFailure, open_workers
from autograder.submission import IntakeError, read_submission
from autograder.verdict import Verdict

# Gradescope ends a grading after 10 minutes; starting the container and torch takes some of them.
BUDGET = 400.0
MAX_NAMES = 300


def main(root: Path = Path("/autograder")) -> None:
    """Grade ROOT's submission. results.json is there whatever happens."""
    config = json.loads((root / "source" / "config.json").read_text(encoding="utf-8"))
    language, path = config["language"], root / "results" / "results.json"
    names, last = _read_metadata(root / "submission_metadata.json")
    write_unreadable(say("The grading was ended before this check; submit again, or ask the course's staff."),
                     path, language)
    problem = None if config.get("unconfined") else too_little_confinement()
    if problem is None:
        problem = _grade(root, config, names, last, path)
    if problem is not None:
        write_unreadable(problem, path, language)


def _grade(root: Path, config: dict[str, Any], names: str, last: float | None, path: Path) -> Message | None:
    """Grade and write; the reason where nothing could be graded."""
    try:
        submission = read_submission(root / "submission", names or "submission")
    except IntakeError as error:
        return error.message
    if last is not None:
        submission.notes.append(say("The submission before this one had {score} points.", score=f"{last:g}"))

    def write(verdict: Verdict) -> None:
        write_results(verdict, path, config["language"])

    try:
        workers = Budgeted(open_workers(), BUDGET)
    except WorkerFailure as failure:
        return _failure(str(failure))
    try:
        write(grade(submission, workers, secret=config["secret"], listener=write))
    except WorkerFailure as failure:
        return _failure(str(failure))
    finally:
        workers.close()
    return None


def _failure(reason: str) -> Message:
    return say("The grader could not start its workers ({reason}); submit again, or ask the course's staff.",
               reason=reason)


def _read_metadata(path: Path) -> tuple[str, float | None]:
    """The submitters' names, and the score of the submission before. Both are only words here."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = ", ".join(str(user["name"]) for user in data.get("users") or [])
        earlier = sorted(data.get("previous_submissions") or [], key=lambda entry: str(entry["submission_time"]))
        return plain(names, MAX_NAMES), float(earlier[-1]["score"]) if earlier else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        print(f"submission_metadata.json is not as Gradescope writes it: {error!r}", file=sys.stderr)
        return "", None


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
