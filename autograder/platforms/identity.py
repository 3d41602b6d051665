"""Match submissions with the roster, and pick the latest of several by the same people."""
from __future__ import annotations

from datetime import datetime, timezone

from autograder.i18n.messages import Message, say
from autograder.platforms.finding import Find
from autograder.platforms.roster import Directory
from autograder.submissions.records import STRANGER, Remark, Student


def identify(finds: list[Find], roster: list[Student] | None) -> tuple[list[Remark], list[Student]]:
    """Put the roster's records into the finds: (whom it does not have, who handed in nothing)."""
    if roster is None:
        return [], []
    directory, remarks, seen = Directory(roster), [], set()
    for find in finds:
        places: list[int | None]
        if find.students:
            places = [directory.find(student) for student in find.students]
            find.students = tuple(student if place is None else roster[place].filled(student)
                                  for student, place in zip(find.students, places))
        else:
            places = [*directory.named(find.words)] or [None]
            find.students = tuple(roster[place] for place in places if place is not None)
        seen.update(places)
        if None in places:
            who = ", ".join(student.called for student, place in zip(find.students, places) if place is None)
            remarks.append(Remark(find.at, Message(STRANGER.text, {"name": who or find.words})))
    return remarks, [student for place, student in enumerate(roster) if place not in seen]


def latest(finds: list[Find]) -> tuple[list[Find], list[Remark], list[Remark]]:
    """Of several finds by the same people the latest: (kept, the replaced ones, what is in doubt)."""
    groups: dict[tuple[str, ...], list[Find]] = {}
    for number, find in enumerate(finds):
        keys = tuple(sorted(student.key for student in find.students if student.key))
        groups.setdefault(keys or ("", str(number)), []).append(find)
    kept, replaced = [], []
    for group in groups.values():
        last, how = _last(group)
        kept.append(last)
        replaced += [Remark(find.at, say("{place} replaces it, {how}", place=last.at, how=how))
                     for find in group if find is not last]
    chosen = set(map(id, kept))
    return [find for find in finds if id(find) in chosen], replaced, _twice(kept)


def _last(group: list[Find]) -> tuple[Find, Message]:
    """The latest of several by the same people, and what says that it is."""
    if all(find.handed_in for find in group):
        return max(group, key=_dated), say("which was handed in later")
    if all(find.rank is not None for find in group) and len({find.platform for find in group}) == 1:
        return max(group, key=lambda find: find.rank or 0), say("which was handed in later")
    return max(group, key=_dated), say("whose files are newer")


def _dated(find: Find) -> float:
    when = find.handed_in or datetime.fromtimestamp(find.modified, timezone.utc)
    return when.timestamp()


def _twice(finds: list[Find]) -> list[Remark]:
    """People who are in more than one submission, with different others each time."""
    places: dict[str, list[Find]] = {}
    names: dict[str, str] = {}
    for find in finds:
        for student in find.students:
            if student.key:
                places.setdefault(student.key, []).append(find)
                names[student.key] = student.called
    return [Remark(found[0].at, say("{name} is also in {place}, with others", name=names[key], place=found[1].at))
            for key, found in places.items() if len(found) > 1]
