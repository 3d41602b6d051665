"""results.json: a verdict in Gradescope's format (autograder specification, "Output format").

It is also the interchange format for other programs: each check's `extra_data` tells its id, part
and outcome. A submission that could not be read gets one too, so that nobody is without.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.grading.asked import asked_parts
from autograder.grading.atomic import write_atomically
from autograder.grading.page_data import PageData
from autograder.grading.verdict import NOT_JUDGED, PASSED, CheckResult, PartRecord, Verdict
from autograder.i18n.messages import Message, render, say
from autograder.lab import Lab, known, load
from autograder.reports.hints import told
from autograder.reports.pages.gallery import gallery
from autograder.reports.words import CHALLENGE, challenge_words, claim_of, lines_of


def results(verdict: Verdict, language: str = "en", page_data: PageData | None = None) -> dict[str, Any]:
    """The results.json object of a verdict; with evidence, its pictures are shown above the checks."""
    numbers = {part.name: number for number, part in enumerate(verdict.rubric or verdict.parts, 1)}
    places: dict[str, int] = {}
    tests = []
    for result in [*verdict.results, *_unreached(verdict)]:
        places[result.part] = places.get(result.part, 0) + 1
        tests.append(_test(result, f"{numbers[result.part]}.{places[result.part]}", language))
    return {
        "score": float(verdict.score + verdict.bonus),
        "execution_time": round(verdict.run.get("seconds", 0)),
        "stdout_visibility": "hidden",
        **_output(verdict, _notes(verdict), page_data, language),
        "test_output_format": "text",
        "tests": tests,
        **({"leaderboard": board} if (board := leaderboard(verdict)) else {}),
        "extra_data": {"digest": verdict.digest, "score": verdict.score, "bonus": verdict.bonus,
                       "confinement": verdict.confinement},
    }


def _output(verdict: Verdict, notes: list[Message], page_data: PageData | None, language: str) -> dict[str, str]:
    if page_data is None or not page_data.arrays:
        return {"output": "\n".join(render(note, language) for note in notes), "output_format": "text"}
    return {"output": gallery(verdict, notes, page_data, language), "output_format": "html"}


def leaderboard(verdict: Verdict) -> list[dict[str, Any]]:
    """The challenge's row of Gradescope's leaderboard; empty where nothing was scored."""
    found = verdict.challenge
    if found is None or found.problem is not None:
        return []
    return [{"name": "SSIM", "value": found.ssim}, {"name": "PSNR (dB)", "value": found.psnr},
            {"name": "parameters", "value": found.parameters, "order": "asc"}]



def _unreached(verdict: Verdict) -> list[CheckResult]:
    """The checks that a grading which is still under way, or was ended, has not come to."""
    if verdict.complete:
        return []
    reached = {result.check for result in verdict.results}
    why = say("The grading was ended before this check; submit again, or ask the course's staff.")
    lab = known(verdict.lab)
    return [_without(check, part, why, lab) for part in verdict.rubric for check in part.checks if check not in reached]


def _without(check: str, part: PartRecord, why: Message, lab: Lab | None) -> CheckResult:
    return CheckResult(check, NOT_JUDGED, claim_of(check, lab), part, observed=why, fault="missing")


def _notes(verdict: Verdict) -> list[Message]:
    notes = list(verdict.notes)
    if verdict.challenge:
        notes.append(say("{title}: {result}", title=CHALLENGE, result=challenge_words(verdict.challenge)))
    if not verdict.confinement.get("sufficient", True):
        notes.append(say("Graded without full confinement."))
    return notes


def _test(result: CheckResult, number: str, language: str) -> dict[str, Any]:
    return {
        "name": f"{render(result.asked.title, language)}: {render(result.claim, language)}",
        "number": number,
        "score": float(result.earned),
        "max_score": 0.0 if result.asked.bonus else float(result.points),
        "status": "passed" if result.outcome == PASSED else "failed",
        "output": "\n".join(lines_of(told(result), language)),
        "output_format": "text",
        "tags": [result.part],
        "visibility": "visible",
        "extra_data": {"check": result.check, "part": result.part, "outcome": result.outcome,
                       "misconceptions": result.misconceptions},
    }


def write_results(verdict: Verdict, path: Path, language: str = "en", page_data: PageData | None = None) -> None:
    _write(results(verdict, language, page_data), path)


def write_unreadable(problem: Message, path: Path, language: str = "en", lab: Lab | None = None) -> None:
    """The results.json of something that is no submission: every check not judged, and why."""
    lab = lab or load()
    parts = asked_parts(lab)
    nothing = [_without(check, part, problem, lab) for part in parts for check in part.checks]
    _write(results(Verdict("", "", nothing, [problem], rubric=parts), language), path)


def _write(data: dict[str, Any], path: Path) -> None:
    write_atomically(path, json.dumps(data, indent=1, ensure_ascii=True, allow_nan=False) + "\n")
