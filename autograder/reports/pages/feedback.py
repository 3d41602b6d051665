"""feedback.html: what a student reads, from the verdict and the page data beside it."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.atomic import write_atomically
from autograder.grading.page_data import PageData
from autograder.grading.verdict import FAILED, PASSED, CheckResult, PartRecord, Verdict
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, known
from autograder.reports.hints import told
from autograder.reports.pages.panels import shown
from autograder.reports.pages.render import page, words
from autograder.reports.words import CHALLENGE, challenge_words, first_trouble, lab_title, place_of

LABELS = {
    "score": say("Score"), "of": say("of"), "points": say("points"), "point": say("point"),
    "bonus": say("bonus"), "parts": say("Parts"), "skip": say("Skip to the parts"),
    "expected": say("Expected"), "observed": say("Observed"),
    "mistake": say("Likely mistake"), "help": say("What to try"), "look": say("Where to look"), "where": say("Where"),
    "reason": say("Not judged because"), "passed": say("Passed checks"),
    "also": say("Not judged for the same reason"), "code": say("Your code"),
    "failed": say("not passed"), "open": say("not judged"), "ok": say("passed"),
    "notes": say("How your files were read"), "next": say("Do this next"),
    "public": say("All pictures are made from public practice slices, never from the slices that you "
                  "were graded with."),
    "unreadable": say("This could not be graded"),
    "grader": say("Something in the grader failed. It costs you no points; please show this page to your teacher."),
    "printed": say("Your code printed"),
    "footer": say("Only the points that your course publishes count; this page explains where they come from."),
    "step": say("steps"), "challenge": CHALLENGE,
}


@dataclass
class CheckView:
    """A check as the page shows it; every text is one line and still unescaped."""

    check: str
    outcome: str
    points: int
    claim: str
    expected: str = ""
    observed: str = ""
    mistake: str = ""
    help: str = ""
    where: str = ""
    excerpt: dict | None = None
    printed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


@dataclass
class PartView:
    name: str
    title: str
    earned: int
    points: int
    bonus: bool
    outcomes: list[str]
    troubles: list[CheckView]
    passed: list[CheckView]
    praise: str
    definitions: list[dict]
    shown: dict[str, Any]

    @property
    def full(self) -> bool:
        return not self.troubles


def write_feedback(verdict: Verdict, page_data: PageData | None, path: Path, language: str) -> None:
    write_atomically(path, feedback(verdict, page_data, language))


def feedback(verdict: Verdict, page_data: PageData | None, language: str) -> str:
    """The page of one submission."""
    page_data = page_data or PageData()
    lab = known(verdict.lab)
    parts = [_part(part, lab, verdict, page_data, language) for part in verdict.parts]
    total = sum(part.points for part in parts if not part.bonus)
    return page("feedback.html", language, LABELS | {"lab": lab_title(verdict.lab)},
                name=plain(verdict.submission), parts=parts, score=verdict.score, total=total, bonus=verdict.bonus,
                bonus_total=sum(part.points for part in parts if part.bonus),
                headline=words(headline(verdict, total), language), step=words(next_step(verdict), language),
                notes=[words(note, language) for note in verdict.notes], problem="",
                grader_fault=bool(verdict.grader_faults), pictured=bool(page_data.arrays),
                challenge=words(challenge_words(verdict.challenge), language) if verdict.challenge else "")


def write_unreadable(name: str, problem: Message, path: Path, language: str, lab: Lab | None = None) -> None:
    """The page of something that is no submission: what is wrong with it, and what to do. lab: that it was handed in
    to; None for the default one."""
    write_atomically(path, page(
        "feedback.html", language, LABELS | {"lab": lab_title(lab.name if lab else "")}, name=plain(name),
        parts=[], score=0, total=0, bonus=0, bonus_total=0, headline="", step="", notes=[],
        problem=words(problem, language), grader_fault=False, pictured=False, challenge=""))


def headline(verdict: Verdict, total: int) -> Message:
    """A word on the whole, warm where there is reason to be."""
    if all(result.outcome == PASSED for result in verdict.results):
        return say("Everything passes. Well done.")
    if verdict.required_passed:
        return say("All required parts are right. What is missing of the bonus is explained below.")
    if all(result.fault == "not_implemented" for result in verdict.results):
        return say("A fresh start: nothing is filled in yet.")
    parts = [part for part in verdict.parts if not part.bonus]
    full = sum(verdict.earned(part.name) == part.points for part in parts)
    if total and verdict.score >= 0.8 * total:
        return say("Nearly there: little is missing.")
    if full:
        return say("{full} of {parts} parts complete. The rest is explained below.", full=full, parts=len(parts))
    return say("Every check that did not pass is explained below.")


def next_step(verdict: Verdict) -> Message | None:
    """What to do first; None where all is done."""
    result = first_trouble(verdict)
    if result is None:
        return None
    # Of what was not judged the claim says nothing about what stands in its way.
    stands = result.observed if result.outcome != FAILED else None
    what = stands if result.fault == "not_implemented" else result.help or stands or result.claim
    return say("{place}. {what}", place=place_of(result), what=what) if what else place_of(result)


def _part(part: PartRecord, lab: Lab | None, verdict: Verdict, page_data: PageData, language: str) -> PartView:
    results = verdict.of_part(part.name)
    troubles = _troubles([result for result in results if result.outcome != PASSED], page_data, language)
    earned = verdict.earned(part.name)
    excerpts = page_data.facts.get("excerpts", {})
    today = lab.part.get(part.name) if lab else None
    names = today.names if today and today.file and troubles else ()  # whose code stands under the troubles
    return PartView(
        part.name, render(part.title, language), earned, part.points, part.bonus,
        [result.outcome for result in results], troubles,
        [_view(result, page_data, language) for result in results if result.outcome == PASSED],
        render(part.praise, language) if part.praise and not troubles else "",
        [_excerpt(excerpts[name]) | {"name": name} for name in names if name in excerpts],
        shown(lab, part.name, page_data, language))


def _troubles(results: list[CheckResult], page_data: PageData, language: str) -> list[CheckView]:
    """One view a result; results that were not judged for one reason share a view."""
    views: dict[tuple, CheckView] = {}
    for result in results:
        view = _view(result, page_data, language)
        reason = (result.check if result.outcome == FAILED else view.observed, view.where)
        if reason in views:
            views[reason].same.append(view.claim)
            views[reason].points += view.points
        else:
            views[reason] = view
    return list(views.values())


def _view(result: CheckResult, page_data: PageData, language: str) -> CheckView:
    result = told(result)
    excerpt = page_data.facts.get("excerpts", {}).get(result.where) if result.where else None
    return CheckView(
        result.check, result.outcome, result.points - result.earned, words(result.claim, language),
        words(result.expected, language), words(result.observed, language),
        words(result.mistake, language), words(result.help, language),
        plain(result.where or ""), _excerpt(excerpt) if excerpt else None, [plain(line) for line in result.printed])


def _excerpt(excerpt: dict) -> dict:
    """Numbered lines without control characters, indentation kept."""
    lines = [(number, _line(text), number == excerpt["marked"])
             for number, text in enumerate(excerpt["lines"], excerpt["first"])]
    return {"where": plain(excerpt["where"]), "lines": lines}


def _line(text: str) -> str:
    text = text.replace("\t", "    ")
    body = text.lstrip(" ")
    return " " * (len(text) - len(body)) + plain(body)


