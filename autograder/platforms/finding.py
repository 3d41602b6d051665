"""What a platform's reader finds: pieces of submissions at a place, not yet named."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from autograder.i18n.messages import Message, say
from autograder.platforms.places import Entry, Place
from autograder.platforms.times import UnclearTime, read_time
from autograder.submissions.records import Remark, Student


@dataclass(frozen=True)
class Piece:
    """A file, folder or zip of a submission. as_name: what its author called it."""

    place: Place
    entry: Entry
    as_name: str = ""

    @property
    def at(self) -> str:
        return self.place.at(self.entry.name)


@dataclass
class Find:
    """Something handed in: its pieces, laid over each other in this order.

    stem: what its results are called unless somebody else's are; words: what its folder or file says
    of who handed it in, where no platform does; rank: of two by the same people the larger is later
    (within one platform; None where it does not tell); twin: its file's ending, for a name beside a
    folder's of the same stem.
    """

    stem: str
    pieces: list[Piece]
    students: tuple[Student, ...] = ()
    words: str = ""
    handed_in: datetime | None = None
    late: bool = False
    attempt: int = 1
    rank: int | None = None
    platform: str = ""
    twin: str = ""

    @property
    def at(self) -> str:
        return self.pieces[0].at

    @property
    def modified(self) -> float:
        return max(piece.entry.modified for piece in self.pieces)


@dataclass
class Claim:
    """What a reader makes of a place: finds, what it left out, the entries it has dealt with, and what a
    person should look at."""

    finds: list[Find] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def leave_out(self, place: Place, entry: Entry, reason: Message) -> None:
        self.left_out.append(Remark(place.at(entry.name), reason))
        self.names.add(entry.name)

    def time(self, place: str, text: str, zone: tzinfo | None) -> datetime | None:
        """When something was handed in, by a text that stands at this place. Where it is unclear, that is said."""
        try:
            return read_time(text, zone)
        except UnclearTime as unclear:
            self.remarks.append(Remark(place, say("when it was handed in is not known: {reason}",
                                                  reason=unclear.message)))
            return None


def holds_code(place: Place) -> bool:
    """Whether the lab's files lie right here."""
    return any(not entry.is_folder and entry.name in place.files for entry in place.entries())
