"""Whatever a reply holds, the checks come to a verdict of their own and nobody gains by breaking them."""
from __future__ import annotations

import random

import pytest

from autograder.diagnosis import grade
from autograder.grading import judge
from autograder.grading.observations import Observations
from autograder.labs.t1t2.lab import LAB
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT
from tests.sandbox.forged_frames import Forger, Recorder

QUICK = ("generator", "optimizer", "inference")
ROUNDS = 4


@pytest.fixture(scope="module")
def replies(zygote) -> dict[str, list[dict]]:
    recorder = Recorder(zygote)
    grade(read_submission(ROOT / "solution"), recorder, parts=QUICK)
    return recorder.replies


def test_the_records_alone_get_full_points(replies):
    """Or the next test would show nothing."""
    verdict = grade(read_submission(ROOT / "solution"), Forger(replies, random.Random(0), 0), parts=QUICK)
    assert verdict.score + verdict.bonus == sum(LAB.part[part].points for part in QUICK)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_no_forged_reply_is_the_grader_s_fault(replies, round):
    forger = Forger(replies, random.Random(f"forged {round}"), spots=3)
    verdict = grade(read_submission(ROOT / "solution"), forger, parts=QUICK)
    assert len(verdict.results) == sum(len(LAB.part[part].checks) for part in QUICK)
    assert not verdict.grader_faults, verdict.grader_faults[0].observed
    assert any(result.outcome != "passed" for result in verdict.results)


class Saying:
    """A session in whose place one reply is given, or an exception."""

    lab = LAB
    notes: list = []

    def __init__(self, given) -> None:
        self._given = given

    def look(self, check, experiment, inputs, case):
        if isinstance(self._given, Exception):
            raise self._given
        return Observations(self._given, None, lambda error: None)

    def rng(self, purpose):
        return random.Random(purpose)

    def printed(self, asked):
        return []

    shares = False

    def close(self) -> None:
        """Nothing was opened."""


@pytest.mark.parametrize("given, fault, earned", [
    ({"input_size": [], "sizes": [["x"]]}, "reply", 0), (ValueError("a worker's pipe"), "grader", 2)])
def test_who_is_at_fault(monkeypatch, given, fault, earned):
    """A check that breaks over a reply earns nothing; one that never got a reply costs nothing."""
    monkeypatch.setattr(judge, "Session", lambda *_: Saying(given))
    verdict = grade(read_submission(ROOT / "solution"), Forger({}, random.Random(0), 0), parts=["generator"])
    result = next(result for result in verdict.results if result.check == "generator.encodes")
    assert (result.outcome, result.fault, result.earned) == ("not_judged", fault, earned)
