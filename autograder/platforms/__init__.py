"""A class's submissions, wherever they were downloaded from: who handed in what, and where it lies.

A reader (recognises, claim) for each platform takes what it knows at a place; folder.py takes the
rest. What is no submission is listed with its reason, never guessed and never dropped in silence.
"""
from __future__ import annotations

from contextlib import ExitStack
from datetime import tzinfo
from pathlib import Path

from autograder.i18n.messages import Message
from autograder.lab import Lab, load
from autograder.platforms.finding import Find
from autograder.platforms.identity import identify, latest
from autograder.platforms.naming import MAX_NAME, OWN_ENDINGS, unique
from autograder.platforms.staging import settle
from autograder.platforms.survey import Survey
from autograder.submissions.records import Handed, Intake, Remark, Student

__all__ = ["MAX_NAME", "OWN_ENDINGS", "Handed", "Intake", "Remark", "Student", "find_submissions", "take_in"]


def find_submissions(paths: list[Path], lab: Lab | None = None) -> dict[str, Path]:
    """Name -> path of every submission under the paths that lies on the disk as it was handed in."""
    with ExitStack() as archives:
        survey = Survey(archives, lab or load())
        named = _named([find for path in paths for find in survey.of(path)])
        where = {name: find.pieces[0].place.path(find.pieces[0].entry.name) for name, find in named.items()}
    return {name: path for name, path in where.items() if path}


def take_in(paths: list[Path], copies: Path, roster: list[Student] | None = None, assignment: str = "",
            zone: tzinfo | None = None, lab: Lab | None = None) -> Intake:
    """Find every submission under the paths, and who handed it in.

    copies: a folder for what has to be copied out of archives; roster: who is in the class;
    assignment: which of an nbgrader course's; zone: the one that the course is held in, by which times
    of an ambiguous zone are understood; lab: the one that was handed in to, else the default
    one. Raises OSError where copies can't be written.
    """
    found, copies = Intake(), copies.resolve()
    with ExitStack() as archives:
        survey = Survey(archives, lab or load(), assignment, zone)
        finds = [find for path in paths for find in survey.of(path)]
        strangers, found.missing = identify(finds, roster)
        finds, replaced, twice = latest(finds)
        found.left_out = survey.left_out + replaced
        found.remarks = survey.remarks + strangers + twice

        def complain(place: str, reason: Message) -> None:
            found.remarks.append(Remark(place, reason))

        for name, find in _named(finds).items():
            path = settle(find, copies / name, complain)
            found.handed.append(Handed(name, path, find.students, find.handed_in, find.late, find.attempt))
    return found


def _named(finds: list[Find]) -> dict[str, Find]:
    """Each find by a name that nobody else has, so that nobody's results overwrite another's."""
    named: dict[str, Find] = {}
    taken: set[str] = set()
    for find in finds:
        name = unique(find.stem, find.twin, taken)
        taken.add(name.casefold())
        named[name] = find
    return named
