"""Name the mistake: match the facts of a failing part with the fingerprints of misconceptions.

facts.py and a part's own facts say what was seen, matching.py whose fingerprint that is, lines.py where in
the student's file. A name is given only where it explains what was seen; it never changes points.
Fingerprints are made by `python -m autograder.verification.fingerprints`.
"""
from __future__ import annotations

from typing import Any

from autograder.diagnosis.facts import gather
from autograder.diagnosis.lines import find_line, words_of
from autograder.diagnosis.matching import Match, entry, fingerprints
from autograder.grading.judge import Explainer, judge
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, CheckResult, Verdict
from autograder.i18n.messages import Message, say, verbatim
from autograder.lab import Lab
from autograder.sandbox import WorkerFailure, Workers
from autograder.sandbox.errors import said_by
from autograder.submissions.submission import Submission

__all__ = ["SILENT", "explain", "grade"]

# Nothing was seen of what is missing, and what a limit or the grader stopped says nothing sure.
SILENT = ("missing", "not_implemented", "grader", "reply")
FOLLOWS = "prerequisite"  # from another check's failure, which has the name


def explain(part: str, results: list[CheckResult], session: Session) -> None:
    """Name the mistake on those of the part's failed checks that it explains.

    A name is only words: where it can't be found, a note says so and every check keeps its result.
    """
    try:
        _explain(part, results, session)
    except WorkerFailure:
        raise
    except Exception as error:  # facts come from a stranger's replies, which may hold anything
        session.notes.append(say(
            "The grader could not look for the mistakes behind part {part} ({reason}); "
            "the points are right all the same.", part=part, reason=f"{type(error).__name__}: {said_by(error)}"))


def _explain(part: str, results: list[CheckResult], session: Session) -> None:
    lost = [result for result in results if result.part == part and result.outcome != PASSED]
    reported = [result for result in lost if result.fault not in SILENT]
    elsewhere = any(result.outcome != PASSED for result in results if result.part != part)
    if not reported or (session.lab.part[part].together and elsewhere):  # it runs the parts that have failed already
        return
    lab = session.lab
    known = fingerprints(lab, part)
    matches = known.matches(gather(part, lost, session), words_of(lab.part[part], session.submission))
    own = [result for result in reported if result.fault != FOLLOWS] or reported
    for result in reported:
        if result in own:
            _name(lab, part, result, matches)
        if result.where is None:
            result.where = find_line(result, session.submission)


def _name(lab: Lab, part: str, result: CheckResult, matches: list[Match]) -> None:
    """Put the names that explain this check into its result, and the sentence of the likeliest."""
    together, confirmed = len(matches) == 1, all(match.confirmed for match in matches)
    names = [name for match in matches for name in match.names]
    fitting = [name for name in names if result.check in entry(lab, part, name)["checks"]]
    if not fitting:
        return
    result.misconceptions, result.confirmed = list(dict.fromkeys(fitting)), confirmed
    said = [_sentence(lab, part, name, "mistake") for name in result.misconceptions]
    if len(said) > 1 and not together:
        result.mistake = say("Likely: {first} Or: {second}", first=said[0], second=said[1])
    else:
        known = said[0] if len(said) == 1 else say("{first} And: {second}", first=said[0], second=said[1])
        result.mistake = known if confirmed else say("Likely: {first}", first=known)
    if confirmed or result.help is None:
        result.help = _sentence(lab, part, result.misconceptions[0], "try")


def _sentence(lab: Lab, part: str, name: str, kind: str) -> Message:
    return verbatim(entry(lab, part, name)[kind]["en"])


def grade(submission: Submission, workers: Workers, *, explainer: Explainer = explain, **how: Any) -> Verdict:
    """Judge a submission, and name the mistakes behind what failed; see `judge` for the rest."""
    return judge(submission, workers, explainer=explainer, **how)
