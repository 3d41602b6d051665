"""nbgrader's `submitted/{student}/{assignment}/`, with a timestamp.txt in each where it was collected."""
from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.messages import say
from autograder.platforms.finding import Claim, Find, Piece, holds_code
from autograder.platforms.folder import is_junk
from autograder.platforms.places import Entry, Place, Unreadable
from autograder.platforms.records import Student

SUBMITTED = "submitted"
# What lies beside it in a course's folder.
COURSE = {"nbgrader_config.py", "gradebook.db", "source", "release", "autograded", "feedback"}
TIMESTAMP = "timestamp.txt"


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


def claim(place: Place, entries: list[Entry], assignment: str = "") -> Claim:
    """The submissions of the course that lies here.

    assignment: only those to it; otherwise the one that holds the lab's files. Raises Unreadable.
    """
    if not _is_course(entries):
        return _students(place, entries, assignment)
    inner = place.folder(SUBMITTED)
    found = _students(inner, inner.entries(), assignment)
    found.names = {SUBMITTED}
    for entry in entries:
        if entry.name != SUBMITTED:
            found.leave_out(place, entry, say("it belongs to the nbgrader course, not to a student"))
    return found


def _students(submitted: Place, students: list[Entry], assignment: str) -> Claim:
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
            found.finds.append(_find(folder, student, entry))
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


def _find(folder: Place, student: Entry, entry: Entry) -> Find:
    return Find(student.name, [Piece(folder, entry)], (Student(id=student.name),),
                handed_in=_timestamp(folder.folder(entry.name)), platform="nbgrader")


def _timestamp(folder: Place) -> datetime | None:
    """What timestamp.txt says, such as "2026-03-01 15:58:23.948203 America/Los_Angeles"; None if nothing."""
    try:
        with folder.open(TIMESTAMP) as file:
            text = file.read(200).decode("utf-8", errors="replace").strip()
    except Unreadable:
        return None
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?)(?: (\S+))?", text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=ZoneInfo(match[2] or "UTC"))
    except (ValueError, OSError, KeyError):  # a zone that is not known is a KeyError
        return None
