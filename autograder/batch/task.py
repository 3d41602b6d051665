"""What a grader process is asked (Task), and what it returns (GradingResult).

Both travel between processes and machines: a task holds the submission as it was read, never a
path, and a product holds the verdict and the evidence as they are written to disk. Who hands out
tasks needs no grader: this module brings none with it.
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from autograder.batch.code_version import code_versions
from autograder.i18n.messages import Message, say
from autograder.sandbox.errors import said_by
from autograder.submissions.submission import Submission


@dataclass(frozen=True)
class GradingOptions:
    """How a class is graded. seconds: a submission's wall-clock budget, None for none.

    pictures: gather the evidence for the pages too, which takes another public run each.
    strict: refuse to grade where strangers' code is not confined as it should be.
    challenge_data: what the challenge is scored on, None for what the secret draws.
    """

    secret: str = "public"
    worker: str = "auto"
    pictures: bool = True
    seconds: float | None = None
    strict: bool = False
    challenge_data: Any = None

    def for_one(self, submission: Submission) -> GradingOptions:
        """Without the challenge's data where nothing is scored on them: they are large, and travel with each task."""
        return self if submission.in_challenge else replace(self, challenge_data=None)


@dataclass(frozen=True)
class Task:
    """A submission to grade. earlier: its verdict, where only `parts` are to be graded again."""

    submission: Submission
    options: GradingOptions
    parts: tuple[str, ...] = ()
    earlier: dict[str, Any] | None = None
    code_versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, submission: Submission, options: GradingOptions, parts: tuple[str, ...] = (),
           earlier: dict[str, Any] | None = None) -> Task:
        """The task of grading this submission with the code of here."""
        return cls(submission, options, parts, earlier, code_versions(submission.lab))


@dataclass(frozen=True)
class GradingResult:
    """verdict: as JSON; or problem: why there is none; or halt: why no other submission will fare better.

    lasting: grading it again would give the same. independent: so would grading one part of it alone.
    """

    verdict: dict[str, Any] | None = None
    page_data: bytes | None = None
    lasting: bool = False
    independent: bool = False
    problem: Message = Message("")
    halt: Message | None = None


def failure(error: Exception) -> Message:
    """What is said of a submission over which the grader broke."""
    return say("The grader itself failed over this submission ({reason}); grade it by hand.",
               reason=f"{type(error).__name__}: {said_by(error)}")
