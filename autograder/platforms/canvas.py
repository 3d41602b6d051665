"""Canvas's "Download Submissions": every file of everybody in one folder, who and what in its name.

    leeann_LATE_12345_67890_generator-1.py

is the file generator.py of the user 12345, whose name without spaces and capitals is leeann, handed
in late; 67890 is the file's own number, and -1 says that a file of this name had been there before.

Scores go back into the gradebook that Canvas exported: the assignment's column is filled, every
other cell stays as it was.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.i18n.messages import say
from autograder.platforms.finding import Claim, Find, Piece
from autograder.platforms.places import Entry, Place
from autograder.platforms.roster import POINTS_POSSIBLE, Directory, people, platform_of
from autograder.platforms.sheets import Sheet
from autograder.submissions.intake import SOURCES, IntakeError
from autograder.submissions.records import Student

FILE = re.compile(r"(?:(?P<who>(?!LATE_).*?)_)?(?:(?P<late>LATE)_)?(?:(?P<user>\d+)|anon_(?P<anon>[0-9a-zA-Z]+))"
                  r"_(?P<file>\d+)_(?P<name>.+)", re.DOTALL)
# What was typed into Canvas instead of handing in files.
TYPED = re.compile(r"(?:.*?_)?(?:LATE_)?(?:\d+|anon_[0-9a-zA-Z]+)_(?:text|link)\.html")
AGAIN = re.compile(r"(?P<stem>.+)-(?P<times>\d{1,3})(?P<ending>\.\w+)")
# Columns of a gradebook that are no assignment's.
PEOPLE = {"student", "lastname", "firstname", "id", "sisuserid", "sisloginid", "integrationid", "rootaccount",
          "section", "notes"}
# Canvas's import passes over what is called so, be it a sum of its own or an assignment.
IGNORED = re.compile(r"Current (Score|Points|Grade)|Final (Score|Points|Grade)|Override (Score|Grade|Status)")
# In the place of a score: the teacher excused the student, or the assignment is not theirs.
EXCUSED = {"EX", "N/A"}
NUMBER = re.compile(r"\((\d+)\)\s*$")


@dataclass(frozen=True)
class _File:
    entry: Entry
    user: str
    who: str
    late: bool
    number: int
    name: str
    times: int


def recognises(place: Place, entries: list[Entry]) -> bool:
    """Whether a download lies here: most of the files are named as Canvas names them, and the numbers in
    the names are those of people and files, not a date or a year that others put there."""
    files = [entry for entry in entries if not entry.is_folder and not entry.name.startswith(".")]
    named = [file for entry in files if (file := _read(entry))]
    typed = sum(bool(TYPED.fullmatch(entry.name)) for entry in files)
    people = {(file.user, file.who) for file in named}
    return (bool(named) and 2 * (len(named) + typed) >= len(files)
            and not place.files.intersection(entry.name for entry in files)
            and len({user for user, _ in people}) == len(people)
            and len({file.number for file in named}) == len(named))


def claim(place: Place, entries: list[Entry]) -> Claim:
    """The submissions of the download that lies here."""
    found = Claim()
    users: dict[str, list[_File]] = {}
    for entry in entries:
        if entry.is_folder:
            continue
        if TYPED.fullmatch(entry.name):
            found.leave_out(place, entry, say("it is a text or a link that was typed into Canvas, not a file"))
        elif file := _read(entry):
            users.setdefault(file.user, []).append(file)
            found.names.add(entry.name)
    found.finds = [_find(place, user, files, found) for user, files in users.items()]
    return found


def _read(entry: Entry) -> _File | None:
    match = FILE.fullmatch(entry.name)
    if match is None or entry.is_folder or TYPED.fullmatch(entry.name):
        return None
    again = AGAIN.fullmatch(match["name"])
    # A module can't have a hyphen in its name, so the number is Canvas's.
    again = again if again and again["ending"].lower() in (".zip", *SOURCES) else None
    name, times = (f"{again['stem']}{again['ending']}", int(again["times"])) if again else (match["name"], 0)
    return _File(entry, match["user"] or f"anon_{match['anon']}", match["who"] or "", bool(match["late"]),
                 int(match["file"]), name, times)


def _find(place: Place, user: str, files: list[_File], found: Claim) -> Find:
    """One student's files; of those of one name the latest."""
    latest: dict[str, _File] = {}
    for file in sorted(files, key=lambda file: (file.times, file.number)):
        if before := latest.get(file.name.casefold()):
            found.leave_out(place, before.entry, say("{file} replaces it", file=file.entry.name))
        latest[file.name.casefold()] = file
    kept = sorted(latest.values(), key=lambda file: file.number)
    who = next((file.who for file in files if file.who), "")
    student = Student(name=who, account=f"canvas {user}")
    return Find(f"{who}_{user}" if who else user, [Piece(place, file.entry, file.name) for file in kept], (student,),
                late=any(file.late for file in files), attempt=1 + max(file.times for file in kept),
                rank=max(file.number for file in kept), platform="canvas")


@dataclass
class Filled:
    """What became of a gradebook. strangers: whom it does not have; excused: whom it excuses, which stays as
    it is; above: who has more than the `possible` points; ignored: Canvas's import passes over this heading."""

    strangers: list[Student] = field(default_factory=list)
    excused: list[Student] = field(default_factory=list)
    above: list[Student] = field(default_factory=list)
    possible: float | None = None
    ignored: str = ""


def fill(sheet: Sheet, scores: Iterable[tuple[Student, int]], assignment: str = "") -> Filled:
    """Write each student's score into the assignment's column.

    assignment: its name or number; may be left out where there is only one. Raises IntakeError.
    """
    if platform_of(sheet) != "canvas":
        raise IntakeError(say("{path} is no gradebook exported by Canvas: it has no column {name}.",
                              path=sheet.origin, name="SIS Login ID"))
    column = _assignment(sheet, assignment)
    rows = list(people(sheet))
    directory = Directory(student for _, student in rows)
    heading = sheet.header[column]
    filled = Filled(possible=_possible(sheet, column), ignored=heading if IGNORED.search(heading) else "")
    for student, score in scores:
        place = directory.find(student)
        if place is None:
            filled.strangers.append(student)
            continue
        row = sheet.rows[rows[place][0]]
        row += [""] * (column + 1 - len(row))
        if sheet.cell(row, column).upper() in EXCUSED:
            filled.excused.append(student)
            continue
        row[column] = str(score)
        if filled.possible is not None and score > filled.possible:
            filled.above.append(student)
    return filled


def _possible(sheet: Sheet, column: int) -> float | None:
    """The points that the assignment has in Canvas; None where the gradebook does not say."""
    row = next((row for row in sheet.rows[1:] if sheet.cell(row, 0).casefold() == POINTS_POSSIBLE), [])
    try:
        return float(sheet.cell(row, column).replace(",", "."))
    except ValueError:
        return None


def _assignment(sheet: Sheet, wanted: str) -> int:
    """The place of the assignment's column. Raises IntakeError where that is not clear."""
    columns = {place: name for place, name in enumerate(sheet.header) if sheet.headings[place] not in PEOPLE
               and (NUMBER.search(name) or not IGNORED.search(name))}  # Canvas's own sums have no number
    if wanted:
        columns = {place: name for place, name in columns.items() if wanted in (
            name, NUMBER.sub("", name).strip(), *NUMBER.findall(name))}
    if len(columns) != 1:
        raise IntakeError(say(
            "{path} has {n} columns that it could be; name one with --assignment: {names}.", path=sheet.origin,
            n=len(columns), names="; ".join(columns.values()) or "; ".join(sheet.header)))
    return next(iter(columns))
