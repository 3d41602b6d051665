"""Records of an intake: who handed in what, and what was left out."""
from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.i18n.messages import Message, say
from autograder.i18n.plaintext import plain

MAX_FIELD = 200
# Of somebody whom the roster does not know.
STRANGER = say("nobody on the roster is known as {name}")


@dataclass(frozen=True)
class Student:
    """One person. id: the student number; login: the user name; account: the platform's own number
    of the person ("canvas 12345"); section: the class that they are in (班级). What is not known is empty."""

    id: str = ""
    name: str = ""
    email: str = ""
    login: str = ""
    account: str = ""
    section: str = ""

    def __post_init__(self) -> None:
        for key, value in asdict(self).items():
            object.__setattr__(self, key, plain(str(value if value is not None else ""), MAX_FIELD))

    @property
    def called(self) -> str:
        """The name, or what there is in its place."""
        return self.name or self.id or self.email or self.login or self.account

    @property
    def key(self) -> str:
        """The same for the same person only; empty where nothing but a name is known."""
        return self.id or self.account or self.email.casefold() or self.login.casefold()

    def filled(self, other: Student) -> Student:
        """This student, with what only the other record knows."""
        return replace(self, **{key: value for key, value in asdict(other).items() if not getattr(self, key)})


@dataclass(frozen=True)
class Handed:
    """One submission of a class.

    name: of its results, unique; path: a folder, zip, notebook or file; students: who handed it in,
    several for a group, none where that is not known; attempt: 1 for the first one.
    """

    name: str
    path: Path
    students: tuple[Student, ...] = ()
    handed_in: datetime | None = None
    late: bool = False
    attempt: int = 1

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "path": str(self.path), "students": [asdict(one) for one in self.students],
                "handed_in": self.handed_in.isoformat() if self.handed_in else None,
                "late": self.late, "attempt": self.attempt}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Handed:
        return cls(record["name"], Path(record["path"]), tuple(Student(**one) for one in record["students"]),
                   datetime.fromisoformat(record["handed_in"]) if record["handed_in"] else None,
                   record["late"], record["attempt"])


@dataclass(frozen=True)
class Remark:
    """Something at a place that a person should know of: it was left out, or could be taken otherwise."""

    place: str
    reason: Message

    def to_json(self) -> dict[str, Any]:
        return {"place": self.place, "reason": self.reason.to_json()}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Remark:
        return cls(record["place"], Message.from_json(record["reason"]))


@dataclass
class Intake:
    """What came of looking for submissions.

    left_out: what is none; remarks: what a person should look at; missing: who is on the roster and
    handed in nothing.
    """

    handed: list[Handed] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    missing: list[Student] = field(default_factory=list)

    @property
    def submissions(self) -> dict[str, Path]:
        return {one.name: one.path for one in self.handed}
