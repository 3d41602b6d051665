"""Gradescope's container: grade /autograder/submission, write /autograder/results/results.json.

    python -m autograder.platforms.gradescope.container [ROOT]

ROOT (default /autograder) has Gradescope's layout; ROOT/source/config.json is the instructor's. The
results are complete from the first moment and written anew after every check, so that a grading
which is killed half way leaves what it had found.
"""
from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.diagnosis import grade
from autograder.grading.page_data import PageData, gather
from autograder.grading.session import Session
from autograder.grading.verdict import Verdict
from autograder.i18n.messages import Message, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, load
from autograder.platforms.gradescope import CHALLENGE_FOLDER
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.reports.hints import NAMES, choose
from autograder.sandbox import WorkerFailure, open_workers
from autograder.sandbox.budget import Budgeted
from autograder.sandbox.layers import too_little_confinement
from autograder.submissions.submission import IntakeError, read_submission

# Gradescope ends a grading after 10 minutes; starting the container and torch takes some of them.
BUDGET = 400.0
FOR_PICTURES = 90.0
MAX_NAMES = 300
# What right work can take: a U-Net with 54 million weights, trained. The handout's network takes a quarter.
ENOUGH_MB = 2800
# The container's own limit as cgroups of version 2 and 1 tell it.
MEMORY_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def main(root: Path = Path("/autograder")) -> None:
    """Grade ROOT's submission. results.json is there whatever happens."""
    config = json.loads((root / "source" / "config.json").read_text(encoding="utf-8"))
    choose(config.get("hints", NAMES))
    language, path = config["language"], root / "results" / "results.json"
    lab = load(config.get("lab", ""))
    names, last = _read_metadata(root / "submission_metadata.json")
    write_unreadable(say("The grading was ended before this check; submit again, or ask the course's staff."),
                     path, language, lab)
    problem = None if config.get("unconfined") else too_little_confinement()
    if problem is None:
        problem = _grade(root, config, lab, names, last, path)
    if problem is not None:
        write_unreadable(problem, path, language, lab)


def _grade(root: Path, config: dict[str, Any], lab: Lab, names: str, last: float | None,
           path: Path) -> Message | None:
    """Grade and write; the reason where nothing could be graded."""
    try:
        submission = read_submission(_uploaded(root / "submission"), names or "submission", lab)
    except IntakeError as error:
        return error.message
    if last is not None:
        submission.notes.append(say("The submission before this one had {score} points.", score=f"{last:g}"))

    def write(verdict: Verdict) -> None:
        write_results(verdict, path, config["language"])

    pictures: list[PageData] = []

    def observer(session: Session, verdict: Verdict) -> None:
        _note_memory(verdict)
        write(verdict)
        workers.shorten(FOR_PICTURES)
        pictures.append(gather(session, verdict.results))

    folder = root / "source" / CHALLENGE_FOLDER
    data = import_module(lab.challenge.package).read_data(folder) if lab.challenge and folder.is_dir() else None
    try:
        workers = Budgeted(open_workers(lab=lab.reference), BUDGET)
    except WorkerFailure as failure:
        return _failure(str(failure))
    try:
        verdict = grade(submission, workers, secret=config["secret"], challenge_data=data, listener=write,
                        observer=observer)
        write_results(verdict, path, config["language"], *pictures)
    except WorkerFailure as failure:
        return _failure(str(failure))
    finally:
        workers.close()
    return None


def _uploaded(folder: Path) -> Path:
    """The upload; where it is nothing but one zip (sent by way of GitHub, say, Gradescope unpacks none), that zip."""
    entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith((".", "__MACOSX"))]
    return entries[0] if len(entries) == 1 and entries[0].suffix.lower() == ".zip" else folder


def _note_memory(verdict: Verdict) -> None:
    """Where a limit was met, memory may be to blame: a container that is short of it is slow as well."""
    if available_memory() < ENOUGH_MB and any(result.fault == "limit" for result in verdict.results):
        verdict.notes.append(say(
            "Some checks ran into a limit, and this container has less than the {enough} MB of memory that a network "
            "much larger than the handout's needs. Ask the course's staff to raise it in the autograder's settings "
            "and to grade again.", enough=ENOUGH_MB))


def available_memory() -> int:
    """MB that this container may use: its limit, or the machine's memory where that is less."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for path in MEMORY_LIMITS:
        with contextlib.suppress(OSError, ValueError):  # "max", or another version of cgroups
            found.append(int(path.read_text()))
    return min(found) // 2**20


def _failure(reason: str) -> Message:
    return say("The grader could not start its workers ({reason}); submit again, or ask the course's staff.",
               reason=reason)


def _read_metadata(path: Path) -> tuple[str, float | None]:
    """The submitters' names, and the last score before, if there is one. Both are only words here: what is late
    is the platform's to say."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = ", ".join(str(user["name"]) for user in data.get("users") or [])
        scored = [entry for entry in data.get("previous_submissions") or [] if entry.get("score") is not None]
        earlier = sorted(scored, key=lambda entry: str(entry["submission_time"]))
        return plain(names, MAX_NAMES), float(earlier[-1]["score"]) if earlier else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        print(f"submission_metadata.json is not as Gradescope writes it: {error!r}", file=sys.stderr)
        return "", None


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
