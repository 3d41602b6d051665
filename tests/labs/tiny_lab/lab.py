"""The lab that the tests try every verb on."""
from __future__ import annotations

from pathlib import Path

from autograder.i18n.messages import say
from autograder.lab import Lab

from .parts.double.part import PART as DOUBLE
from .parts.mean.part import PART as MEAN

LAB = Lab(
    package=__package__,
    title=say("Two short functions"),
    parts=(DOUBLE, MEAN),
    root=Path(__file__).resolve().parent,
    ships=("__init__.py", "lab.py", "parts", "locale", "fingerprints.json"),
    given=("CONTRACT.md", "assignment/README.md", "assignment/README.zh.md", "fixtures/numbers/*.csv"),
    student_folder="tiny",
)
