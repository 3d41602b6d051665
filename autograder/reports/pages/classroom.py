"""class.html: the class at a glance, printed from its verdicts."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

from autograder.batch.class_record import ClassRecord, gathered, load
from autograder.batch.grade import Outcome
from autograder.grading.atomic import write_atomically
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, Verdict
from autograder.i18n.messages import render, say
from autograder.i18n.plaintext import plain
from autograder.reports import overview
from autograder.reports.overview import ClassPart
from autograder.reports.pages import pictures
from autograder.reports.pages.render import page, words
from autograder.reports.tables import flags
from autograder.reports.terminal import FLAGS
from autograder.reports.words import lab_title, leaders
from autograder.submissions.records import Remark, Student

LABELS = {
    "title": say("Class report"), "students": say("submissions"), "median": say("median"),
    "full": say("with full points"), "person": say("Needs a person"),
    "people": say("for a person to look at"), "why": say("why"),
    "histogram": say("Scores"), "strip": say("Points by part"),
    "strip_note": say("Each dot is a number of points that somebody has; the larger, the more people. The red line is "
                      "the median."),
    "heat": say("Students and checks"), "checks": say("Checks by how often they are not passed"),
    "check": say("check"), "failed": say("not passed"),
    "open": say("not judged"), "ok": say("passed"), "mistakes": say("Mistakes by name"),
    "name": say("submission"), "score": say("score"),
    "bonus": say("bonus"), "flags": say("flags"), "seconds": say("seconds"), "search": say("Search"),
    "hint": say("name, check, mistake or flag"), "shown": say("shown"), "slow": say("Slowest submissions"),
    "nobody": say("Nobody: no submission met a limit or could not be read, and the grader had no fault."),
    "no_mistakes": say("No mistake was recognised by name."),
    "none_missed": say("Every submission that was judged passed every check."),
    "checks_short": say("checks"), "intake": say("How the class was taken in"),
    "missing": say("handed in nothing"), "unmatched": say("no submission known to be theirs"),
    "look": say("to look at"), "left_out": say("left out"),
    "places": say("where"), "late": say("late"), "who": say("who"), "and_more": say("and more, see left_out.csv"),
    "challenge": say("Challenge, by SSIM inside the head"), "place": say("place"),
    "parameters": say("parameters"),
    "challenge_note": say("Means over the hidden slices. The input, taken for the output, has an SSIM of"),
}
# The flags of grades.csv in a word, for the narrow column; `limit` is found by either word.
MARKS = {"limit": say("limit"), "reply": say("odd reply"), "grader-fault": say("grader fault"),
         "unreadable": say("unreadable"), "unconfined": say("unconfined"), "incomplete": say("interrupted")}
# Colours of the heat strip, the legend's in style.css; the worse, the darker, for whoever sees no red and green.
SHADES = {PASSED: (169, 220, 194), FAILED: (179, 32, 28), NOT_JUDGED: (211, 154, 30), "": (140, 148, 160)}
SLOWEST = 8
MAX_PLACES = 20


@dataclass(frozen=True)
class Earned:
    """A part's points in one verdict. of: what that verdict has for it in full."""

    points: int
    of: int

    @property
    def share(self) -> float:
        return self.points / self.of if self.of else 0.0


@dataclass
class Row:
    """One submission in the table; texts are one line and still unescaped."""

    name: str
    people: str
    href: str
    score: int | None
    bonus: int | None
    parts: list[Earned | None]
    strip: str
    strip_text: str
    flags: list[str]
    reasons: list[str]
    seconds: float | None
    searched: str


def write_class(outcomes: list[Outcome], path: Path, language: str) -> None:
    write_atomically(path, class_page(outcomes, language, load(path.parent)))


def class_page(outcomes: list[Outcome], language: str, register: ClassRecord | None = None) -> str:
    """The page of a class; each name leads to `NAME/feedback.html` beside it. register: who is who."""
    register = register or ClassRecord()
    outcomes = sorted(outcomes, key=lambda outcome: outcome.name)
    parts = overview.parts(outcomes)
    checks = [check for part in parts for check in part.checks]
    rows = [_row(outcome, language, register, parts, checks) for outcome in outcomes]
    missed = [{"check": row.check, "claim": words(row.claim, language), "failed": row.failed, "open": row.open}
              for row in overview.missed(outcomes)]
    slow = [{"name": plain(name), "href": f"./{quote(name)}/feedback.html", "seconds": seconds}
            for name, seconds in overview.slowest(outcomes, SLOWEST)]
    lab = next((outcome.verdict.lab for outcome in outcomes if outcome.verdict), register.lab)
    return page(
        "class.html", language, LABELS | {"lab": lab_title(lab)}, script="class.js", rows=rows, count=len(rows),
        median=overview.median(overview.scores(outcomes)), total=overview.totals(outcomes),
        full=overview.full(outcomes), bars=_histogram(outcomes),
        strips=_strips(rows, parts, language), checks=missed,
        mistakes=_mistakes(outcomes, language, register), people=[row for row in rows if row.reasons],
        slow=slow, columns=_columns(parts, language), wide=len(checks), leaders=_leaders(outcomes),
        check_ids=checks, missing=[_called(student) for student in register.missing],
        missing_title=render(LABELS["unmatched" if register.strangers else "missing"], language),
        look=_groups(register.remarks, language), left_out=_groups(register.left_out, language))


def _leaders(outcomes: list[Outcome]) -> list[dict]:
    """The challenge's table, best first."""
    best = leaders(outcome.verdict for outcome in outcomes if outcome.verdict)
    return [{"name": plain(name), "href": f"./{quote(name)}/feedback.html", **vars(reached)} for name, reached in best]


def _called(student: Student) -> str:
    """A person's name and number as one text."""
    return " · ".join(word for word in (student.name, student.id or student.login) if word) or student.called


def _groups(remarks: list[Remark], language: str) -> list[dict]:
    """Reasons with their places, of each the first MAX_PLACES."""
    return [{"reason": words(reason, language), "count": len(places), "more": len(places) > MAX_PLACES,
             "places": [plain(place) for place in places[:MAX_PLACES]]} for reason, places in gathered(remarks)]


def _row(outcome: Outcome, language: str, register: ClassRecord, parts: list[ClassPart],
         checks: list[str]) -> Row:
    verdict, name = outcome.verdict, plain(outcome.name)
    href = f"./{quote(outcome.name)}/feedback.html"
    students = register.students(outcome.name)
    people = ", ".join(map(_called, students))
    if outcome.name in register.handed and register.handed[outcome.name].late:
        people = " · ".join(word for word in (people, render(LABELS["late"], language)) if word)
    who = " ".join([name, people, *(student.email for student in students)])
    marks = flags(outcome)
    reasons = [render(FLAGS[mark], language) for mark in marks]
    shown = [render(MARKS[mark], language) for mark in marks]
    if verdict is None:
        problem = words(outcome.problem, language)
        return Row(name, people, href, None, None, [None] * len(parts), _strip({}, checks), problem, shown,
                   [f"{reasons[0]}: {problem}"], None, " ".join([who, *marks, *shown]).lower())
    outcomes = {result.check: result.outcome for result in verdict.results}
    missed = [check for check, found in outcomes.items() if found != PASSED]
    named = {plain(mistake) for result in verdict.results for mistake in result.misconceptions}
    return Row(name, people, href, verdict.score, verdict.bonus,
               [_earned(verdict, part) for part in parts], _strip(outcomes, checks),
               f"{render(LABELS['failed'], language)}: {' '.join(missed) or '–'}", shown, reasons,
               verdict.run.get("seconds"), " ".join([who, *missed, *sorted(named), *marks, *shown]).lower())


def _earned(verdict: Verdict, part: ClassPart) -> Earned | None:
    """What a verdict gives for a part, out of its own points for it; None where it has no such part."""
    own = next((one for one in verdict.rubric or verdict.parts if one.name == part.name), None)
    return Earned(verdict.earned(part.name), own.points) if own else None


def _strip(outcomes: dict[str, str], checks: list[str]) -> str:
    """One pixel a check, in the order of the heading, as a picture."""
    pixels = np.array([[SHADES[outcomes.get(check, "")] for check in checks]], np.uint8)
    return pictures.figure_uri(pixels)


def _columns(parts: list[ClassPart], language: str) -> list[dict]:
    """The parts as headings: short and full title, points, where the part begins on the strip."""
    columns, start = [], 0
    for part in parts:
        columns.append({"short": render(part.heading, language), "points": part.points,
                        "title": render(part.title, language), "start": start, "width": len(part.checks)})
        start += len(part.checks)
    return columns


def _histogram(outcomes: list[Outcome]) -> list[dict]:
    """Bars 0-9, 10-19, ..., 90-99, 100; heights as shares of the largest."""
    counts = overview.histogram(outcomes)
    return [{"label": f"{10 * place}" + ("" if place == 10 else f"–{10 * place + 9}"),
             "count": count, "share": count / (max(counts) or 1)} for place, count in enumerate(counts)]


def _strips(rows: list[Row], parts: list[ClassPart], language: str) -> list[dict]:
    """For each part, how many have how many points, and the median."""
    strips = []
    for number, part in enumerate(parts):
        earned = [one for row in rows if (one := row.parts[number]) is not None]
        counts = Counter((one.share, one.points) for one in earned)
        strips.append({"title": render(part.title, language), "points": part.points,
                       "median": float(np.median([one.points for one in earned])) if earned else None,
                       "median_at": float(np.median([one.share for one in earned])) if earned else None,
                       "dots": [{"at": share, "points": points, "count": count,
                                 "radius": 2.5 + 9 * (count / len(earned)) ** 0.5}
                                for (share, points), count in sorted(counts.items())]})
    return strips


def _mistakes(outcomes: list[Outcome], language: str, register: ClassRecord) -> list[dict]:
    """Misconceptions by frequency, with the people or submissions that they are behind."""
    return [{"name": row.name, "count": len(row.who), "sentence": words(row.sentence, language),
             "who": [{"name": ", ".join(student.called for student in register.students(one)) or plain(one),
                      "href": f"./{quote(one)}/feedback.html"} for one in row.who]}
            for row in overview.mistakes(outcomes)]
