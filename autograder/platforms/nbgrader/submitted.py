"""nbgrader's `submitted/{student}/{assignment}/`, with a timestamp.txt in each where it was collected."""
from __future__ import annotations

import ast
import re
from datetime import datetime, tzinfo

from autograder.i18n.messages import say
from autograder.platforms.finding import Claim, Find, Piece, holds_code
from autograder.platforms.folder import is_junk
from autograder.platforms.places import Entry, Place, Unreadable
from autograder.platforms.times import zone_named
from autograder.submissions.records import Student

SUBMITTED = "submitted"
# What lies beside it in a course's folder.
CONFIG = "nbgrader_config.py"
COURSE = {CONFIG, "gradebook.db", "source", "release", "autograded", "feedback"}
TIMESTAMP = "timestamp.txt"
MAX_FILE = 2**20


def recognises(place: Place, entries: list[Entry]) -> bool:
    """Whether a course lies here, or this is its folder submitted/: with no code in the students' folders
    themselves, for then it is an ordinary folder of this name."""
    if _is_course(entries):
        return True
    return re.split(r"[\\/]", place.label)[-1] == SUBMITTED and not holds_code(place) and not any(
        holds_code(place.folder(entry.name)) for entry in entries if entry.is_folder and not entry.is_link)


def _is_course(entries: list[Entry]) -> bool:
    return bool({entry.name for entry in entries} & COURSE) and any(
        entry.is_folder and entry.name == SUBMITTED for entry in entries)


def claim(place: Place, entries: list[Entry], assignment: str = "", zone: tzinfo | None = None) -> Claim:
    """The submissions of the course that lies here.

    assignment: only those to it; otherwise the one that holds the lab's files. zone: the course's;
    otherwise that of its configuration. Raises Unreadable.
    """
    if not _is_course(entries):
        return _students(place, entries, assignment, zone)
    inner = place.folder(SUBMITTED)
    found = _students(inner, inner.entries(), assignment, zone or _zone(place))
    found.names = {SUBMITTED}
    for entry in entries:
        if entry.name != SUBMITTED:
            found.leave_out(place, entry, say("it belongs to the nbgrader course, not to a student"))
    return found


def _students(submitted: Place, students: list[Entry], assignment: str, zone: tzinfo | None) -> Claim:
    found, handed = Claim(), []
    for student in students:
        inside = submitted.folder(student.name).entries() if student.is_folder and not is_junk(student) else []
        handed += [(student, submitted.folder(student.name), entry) for entry in inside]
        if not inside:
            found.leave_out(submitted, student, say("it holds no assignment of a student's"))
    wanted = assignment or _assignment([(folder, entry) for _, folder, entry in handed if entry.is_folder])
    for student, folder, entry in handed:
        if not entry.is_folder:
            found.leave_out(folder, entry, say("it lies outside the assignments' folders"))
        elif entry.name != wanted:
            found.leave_out(folder, entry, say("it belongs to another assignment"))
        else:
            found.finds.append(_find(folder, student, entry, _timestamp(found, folder.folder(entry.name), zone)))
    found.names |= {student.name for student in students}
    return found


def _assignment(folders: list[tuple[Place, Entry]]) -> str:
    """The assignment that is this lab: the only one, or the only one in which anybody has the lab's files."""
    names = {entry.name for _, entry in folders}
    if len(names) > 1:
        names = {entry.name for folder, entry in folders if holds_code(folder.folder(entry.name))}
    if len(names) > 1:
        raise Unreadable(say("it holds several assignments; name one with --assignment: {names}",
                             names=", ".join(sorted(names))))
    return next(iter(names), "")


def _find(folder: Place, student: Entry, entry: Entry, handed_in: datetime | None) -> Find:
    return Find(student.name, [Piece(folder, entry)], (Student(id=student.name),), handed_in=handed_in,
                platform="nbgrader")


def _timestamp(found: Claim, folder: Place, zone: tzinfo | None) -> datetime | None:
    """What timestamp.txt says, such as "2026-03-01 15:58:23.948203 America/Los_Angeles"; None if nothing."""
    text = _text(folder, TIMESTAMP).strip()
    return found.time(folder.at(TIMESTAMP), text, zone) if text else None


def _zone(course: Place) -> tzinfo | None:
    """The time zone that the course's configuration sets (`c.Exchange.timezone = "Asia/Shanghai"`), which is not
    run for that."""
    try:
        tree = ast.parse(_text(course, CONFIG))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    set_to = [node.value.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
              and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
              and any(isinstance(target, ast.Attribute) and target.attr == "timezone" for target in node.targets)]
    return zone_named(set_to[-1]) if set_to else None


def _text(folder: Place, name: str) -> str:
    try:
        with folder.open(name) as file:
            return file.read(MAX_FILE).decode("utf-8", errors="replace")
    except Unreadable:
        return ""
