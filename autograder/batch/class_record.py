"""The class record, OUT/class.json: who handed in what, from where, and what was left out.

Verdicts are records of submissions and hold nobody's name; the tables and pages of the class bring
the two together, and an appeal finds the files again by it. It is written before the grading.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.batch.result_cache import VERDICT
from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import Message, say
from autograder.lab import Lab
from autograder.lab import load as default_lab
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import STRANGER, Handed, Intake, Remark, Student

FORMAT = 1
LAB, HEAD = re.compile(r'^ "lab": "(?P<lab>[^"]*)",$', re.MULTILINE), 300  # a verdict's second line, as it is written
# Slow on purpose: who finds the record must not find a short secret by trying.
SLOWNESS = {"n": 2**14, "r": 8, "p": 1}

# The class's record among the results, and the folder of what was copied out of archives.
RECORD, COPIES = "class.json", ".handed_in"


@dataclass
class ClassRecord:
    """Who is in a class. seal: what tells that a secret is the one of the grading, and not the secret.

    lab: the name of the one that they handed in to; empty in records of when there was one.
    """

    handed: dict[str, Handed] = field(default_factory=dict)
    left_out: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    missing: list[Student] = field(default_factory=list)
    seal: str = ""
    lab: str = ""

    @property
    def submissions(self) -> dict[str, Path]:
        """Name -> path, as a class is graded."""
        return {name: handed.path for name, handed in self.handed.items()}

    @property
    def names_people(self) -> bool:
        return bool(self.missing) or any(handed.students for handed in self.handed.values())

    @property
    def strangers(self) -> int:
        """How many submissions are of nobody on the roster: who is missing may have handed in one of them."""
        return sum(remark.reason.text == STRANGER.text for remark in self.remarks)

    def students(self, name: str) -> tuple[Student, ...]:
        """Who handed in the submission of this name, as far as that is known."""
        return self.handed[name].students if name in self.handed else ()

    def sealed_with(self, secret: str) -> bool:
        salt, _, stored = self.seal.partition("$")
        return hmac.compare_digest(_sealed(secret, salt), f"{salt}${stored}") if stored else False

    def find(self, words: str) -> list[Handed]:
        """The submissions that a name, a student number, a user name or an e-mail address means."""
        if words in self.handed:
            return [self.handed[words]]
        wanted = words.casefold()
        exact = [handed for handed in self.handed.values() if wanted in _known_as(handed)]
        return exact or [handed for handed in self.handed.values()
                         if any(wanted in known for known in _known_as(handed))]

    def save(self, out: Path) -> None:
        record = {"format": FORMAT, "lab": self.lab, "secret": self.seal,
                  "handed": [handed.to_json() for handed in self.handed.values()],
                  "left_out": [remark.to_json() for remark in self.left_out],
                  "remarks": [remark.to_json() for remark in self.remarks],
                  "missing": [asdict(student) for student in self.missing]}
        write_atomically(out / RECORD, json.dumps(record, indent=1, ensure_ascii=True) + "\n")


def _known_as(handed: Handed) -> set[str]:
    words = {handed.name, *(word for student in handed.students for key, word in asdict(student).items()
                            if key != "section")}
    return {word.casefold() for word in words if word}


def _sealed(secret: str, salt: str) -> str:
    return f"{salt}${hashlib.scrypt(secret.encode(), salt=salt.encode(), **SLOWNESS).hex()}"


def enrol(found: Intake, out: Path, secret: str, lab: Lab | None = None) -> ClassRecord:
    """Write the record of a class that was taken in into out. Raises OSError where that can't be done."""
    register = ClassRecord({handed.name: handed for handed in found.handed}, found.left_out, found.remarks,
                        found.missing, _sealed(secret, os.urandom(16).hex()), (lab or default_lab()).name)
    if register.handed:
        register.save(out)
    return register


def load(out: Path) -> ClassRecord:
    """The record of the class in out; an empty one where there is none. Raises IntakeError for another format."""
    path = out / RECORD
    if not path.exists():
        return ClassRecord()
    try:
        return _read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IntakeError(say(
            "{path} is no record of a class that this grader reads ({reason}). Grade the class again.",
            path=str(path), reason=f"{type(error).__name__}: {error}")) from None


def labs_in(out: Path) -> dict[str, str]:
    """Name of a lab -> where it stands: of the labs that a graded folder holds verdicts of, and of its record's.

    Only the beginning of each verdict is read: a class has thousands.
    """
    found: dict[str, str] = {}
    for path in sorted(out.glob(f"*/{VERDICT}")):
        with path.open(encoding="utf-8") as file:
            named = LAB.search(file.read(HEAD))
        found.setdefault((named["lab"] if named else "") or default_lab().name, path.parent.name)
    if named_lab := load(out).lab:
        found.setdefault(named_lab, RECORD)
    return found


def lab_in(out: Path) -> str:
    """The name of the lab that a graded folder is of; "" where it holds nothing. Raises IntakeError where it is of
    several."""
    found = labs_in(out)
    if len(found) > 1:
        raise IntakeError(say("{out} holds verdicts of several labs: {labs}. Move those of each lab into a folder of "
                              "their own.", out=str(out), labs=", ".join(f"{lab} ({at})" for lab, at in found.items())))
    return next(iter(found), "")


def _read(record: dict[str, Any]) -> ClassRecord:
    if record["format"] != FORMAT:
        raise ValueError(f"format {record['format']} instead of {FORMAT}")
    handed = [Handed.from_json(one) for one in record["handed"]]
    return ClassRecord({one.name: one for one in handed},
                    [Remark.from_json(one) for one in record["left_out"]],
                    [Remark.from_json(one) for one in record["remarks"]],
                    [Student(**one) for one in record["missing"]], record["secret"], record.get("lab", ""))


def gathered(remarks: list[Remark]) -> list[tuple[Message, list[str]]]:
    """Reasons with the places that they hold for, the most frequent first."""
    found: dict[str, tuple[Message, list[str]]] = {}
    for remark in remarks:
        key = json.dumps(remark.reason.to_json(), sort_keys=True)
        found.setdefault(key, (remark.reason, []))[1].append(remark.place)
    return sorted(found.values(), key=lambda group: -len(group[1]))
