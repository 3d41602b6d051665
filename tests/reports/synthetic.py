"""Verdicts of a class that never was, for the tests of pages: any size, any names."""
from __future__ import annotations

import random

from autograder.batch.grade import Outcome
from autograder.grading.asked import result_of
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, Verdict
from autograder.i18n.messages import say
from autograder.labs.t1t2.lab import LAB

MISTAKES = ("no_tanh", "forgets_detach", "sums_instead_of_means", "no_half")


def outcomes(count: int, seed: int = 1) -> list[Outcome]:
    """count outcomes of every kind, long and Chinese names among them."""
    rng = random.Random(seed)
    return [_unreadable(number) if number % 97 == 5 else Outcome(_name(number), _verdict(number, rng))
            for number in range(count)]


def _name(number: int) -> str:
    return f"陈思远_{number:04d}" if number % 3 else f"student_with_a_name_of_40_letters_{number:05d}"


def _unreadable(number: int) -> Outcome:
    return Outcome(_name(number), None, say("No submitted file defines {name}.", name="Generator"))


def _verdict(number: int, rng: random.Random) -> Verdict:
    skill = rng.random() ** 0.4
    verdict = Verdict(_name(number), "0" * 64, run={"seconds": rng.uniform(8, 60)},
                      confinement={"worker": "zygote", "layers": [], "sufficient": number % 50 != 0})
    for part in LAB.parts:
        right = rng.random() < 0.3 + 0.7 * skill
        verdict.results += [_result(check, right or rng.random() < 0.9 * skill, rng) for check in part.check_ids]
    return verdict


def _result(check: str, passes: bool, rng: random.Random) -> CheckResult:
    claim = say("Neither optimizer decays weights.")
    if passes:
        return result_of(LAB, check, PASSED, claim)
    if rng.random() < 0.3:
        return result_of(LAB, check, NOT_JUDGED, claim, observed=say("The run did not come to its end."),
                           fault=rng.choice(["prerequisite"] * 20 + ["limit"]))
    return result_of(LAB, check, FAILED, claim, observed=say("The output carries no gradient."),
                       misconceptions=[rng.choice(MISTAKES)] if rng.random() < 0.5 else [])
