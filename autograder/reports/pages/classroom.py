"""class.html: the class at a glance, printed from its verdicts."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

from autograder import rubric
from autograder.batch import Outcome
from autograder.messages import Message, render, say
from autograder.plaintext import plain
from autograder.reports.pages import pictures
from autograder.reports.pages.render import page, words
from autograder.reports.tables import flags
from autograder.reports.terminal import FLAGS
from autograder.reports.words import leaders, part_title
from autograder.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, write_atomically

LABELS = {
    "title": say("Class report"), "students": say("submissions"), "median": say("median"),
    "full": say("with full points"), "person": say("Needs a person"), "why": say("why"),
    "histogram": say("Scores"), "strip": say("Points by part"),
    "strip_note": say("Each dot is a number of points that somebody has; the larger, the more people."),
    "heat": say("Students and checks"), "checks": say("Checks by how often they are not passed"),
    "check": say("check"), "failed": say("not passed"),
    "open": say("not judged"), "ok": say("passed"), "mistakes": say("Mistakes by name"),
    "name": say("submission"), "score": say("score"),
    "bonus": say("bonus"), "flags": say("flags"), "seconds": say("seconds"), "search": say("Search"),
    "hint": say("name, check, mistake or flag"), "shown": say("shown"), "slow": say("Slowest submissions"),
    "nobody": say("Nothing here: every submission was judged in full."),
    "lab": say("T1 to T2 GAN lab"), "no_mistakes": say("No mistake was recognised by name."),
    "checks_short": say("checks"), "challenge": say("Challenge, by SSIM inside the head"), "place": say("place"),
    "parameters": say("parameters"),
    "challenge_note": say("Means over the hidden slices. T1 taken for T2 has an SSIM of"),
}
REASONS = {**FLAGS, "incomplete": say("grading was interrupted")}
# The flags of grades.csv in a word, for the narrow column; `limit` is found by either word.
MARKS = {"limit": say("limit"), "reply": say("odd reply"), "grader-fault": say("grader fault"),
         "unreadable": say("unreadable"), "unconfined": say("unconfined"), "incomplete": say("interrupted")}
SHORT = {"dataset": say("Data"), "generator": say("G"), "discriminator": say("D"), "loss": say("Loss"),
         "optimizer": say("Opt."), "training_step": say("Step"), "overfit": say("Fit"),
         "inference": say("Inf.")}
# Colours of the heat strip, the legend's in style.css; the worse, the darker, for whoever sees no red and green.
SHADES = {PASSED: (169, 220, 194), FAILED: (179, 32, 28), NOT_JUDGED: (211, 154, 30), "": (140, 148, 160)}
SLOWEST = 8


@dataclass
class Row:
    """One submission in the table; texts are one line and still unescaped."""

    name: str
    href: str
    score: int | None
    bonus: int | None
    parts: list[int | None]
    strip: str
    strip_text: str
    flags: list[str]
    reasons: list[str]
    seconds: float | None
    searched: str


def write_class(outcomes: list[Outcome], path: Path, language: str) -> None:
    write_atomically(path, class_page(outcomes, language))


def class_page(outcomes: list[Outcome], language: str) -> str:
    """The page of a class; each name leads to `NAME/feedback.html` beside it."""
    outcomes = sorted(outcomes, key=lambda outcome: outcome.name)
    rows = [_row(outcome, language) for outcome in outcomes]
    scores = [row.score for row in rows if row.score is not None]
    timed = sorted((row for row in rows if row.seconds), key=lambda row: -row.seconds)
    return page(
        "class.html", language, LABELS, script="class.js", rows=rows, count=len(rows),
        median=f"{np.median(scores):g}" if scores else "–", total=rubric.TOTAL,
        full=sum(score == rubric.TOTAL for score in scores), bars=_histogram(scores),
        strips=_strips(rows, language), checks=_checks(outcomes, language),
        mistakes=_mistakes(outcomes, language), people=[row for row in rows if row.reasons],
        slow=timed[:SLOWEST], columns=_columns(language), wide=len(rubric.POINTS),
        check_ids=list(rubric.POINTS), leaders=_leaders(outcomes))


def _leaders(outcomes: list[Outcome]) -> list[dict]:
    """The challenge's table, best first."""
    best = leaders(outcome.verdict for outcome in outcomes if outcome.verdict)
    return [{"name": plain(verdict.submission), "href": f"./{quote(verdict.submission)}/feedback.html",
             **vars(verdict.challenge)} for verdict in best]


def _row(outcome: Outcome, language: str) -> Row:
    verdict, name = outcome.verdict, plain(outcome.name)
    href = f"./{quote(outcome.name)}/feedback.html"
    marks = flags(outcome)
    if verdict is not None and not verdict.complete:
        marks = [*marks, "incomplete"]
    reasons = [render(REASONS[mark], language) for mark in marks]
    shown = [render(MARKS[mark], language) for mark in marks]
    if verdict is None:
        problem = words(outcome.problem, language)
        return Row(name, href, None, None, [None] * len(rubric.PARTS), _strip({}), problem, shown,
                   [f"{reasons[0]}: {problem}"], None, " ".join([name, *marks, *shown]).lower())
    outcomes = {result.check: result.outcome for result in verdict.results}
    missed = [check for check, found in outcomes.items() if found != PASSED]
    named = {plain(mistake) for result in verdict.results for mistake in result.misconceptions}
    return Row(name, href, verdict.score, verdict.bonus,
               [verdict.earned(part.name) for part in rubric.PARTS], _strip(outcomes),
               f"{render(LABELS['failed'], language)}: {' '.join(missed) or '–'}", shown, reasons,
               verdict.run.get("seconds"), " ".join([name, *missed, *sorted(named), *marks, *shown]).lower())


def _strip(outcomes: dict[str, str]) -> str:
    """One pixel a check, in the rubric's order, as a picture."""
    pixels = np.array([[SHADES[outcomes.get(check, "")] for check in rubric.POINTS]], np.uint8)
    return pictures.figure_uri(pixels)


def _columns(language: str) -> list[dict]:
    """The parts as headings: short and full title, points, where the part begins on the strip."""
    columns, start = [], 0
    for part in rubric.PARTS:
        columns.append({"short": render(SHORT[part.name], language), "points": part.points,
                        "title": part_title(part.name, language), "start": start, "width": len(part.checks)})
        start += len(part.checks)
    return columns


def _histogram(scores: list[int]) -> list[dict]:
    """Bars 0-9, 10-19, ..., 90-99, 100; heights as shares of the largest."""
    counts = Counter(min(score, rubric.TOTAL) * 10 // rubric.TOTAL for score in scores)
    top = max(counts.values(), default=1)
    return [{"label": f"{10 * place}" + ("" if place == 10 else f"–{10 * place + 9}"),
             "count": counts[place], "share": counts[place] / top} for place in range(11)]


def _strips(rows: list[Row], language: str) -> list[dict]:
    """For each part, how many have how many points, and the median."""
    strips = []
    for number, part in enumerate(rubric.PARTS):
        earned = [row.parts[number] for row in rows if row.parts[number] is not None]
        counts = Counter(earned)
        strips.append({"title": part_title(part.name, language), "points": part.points,
                       "median": float(np.median(earned)) if earned else None,
                       "dots": [{"at": points / part.points, "points": points, "count": count,
                                 "radius": 2.5 + 9 * (count / len(earned)) ** 0.5}
                                for points, count in sorted(counts.items())]})
    return strips


def _tally(outcomes: list[Outcome], keys: Callable[[CheckResult], list]) -> dict:
    """Key -> names of the submissions in which some result has this key."""
    found: dict = {}
    for outcome in outcomes:
        for result in outcome.verdict.results if outcome.verdict else []:
            for key in keys(result):
                names = found.setdefault(key, [])
                if outcome.name not in names[-1:]:
                    names.append(outcome.name)
    return found


def _checks(outcomes: list[Outcome], language: str) -> list[dict]:
    """Checks that somebody does not pass, the most frequent first."""
    missed = _tally(outcomes, lambda result: [(result.check, result.outcome)])
    claims = {result.check: result.claim for outcome in outcomes if outcome.verdict
              for result in outcome.verdict.results}
    rows = [{"check": check, "claim": words(claim, language),
             "failed": len(missed.get((check, FAILED), ())), "open": len(missed.get((check, NOT_JUDGED), ()))}
            for check, claim in claims.items()]
    return sorted((row for row in rows if row["failed"] + row["open"]),
                  key=lambda row: (-row["failed"], -row["open"]))


def _mistakes(outcomes: list[Outcome], language: str) -> list[dict]:
    """Misconceptions by frequency, with their sentence where a verdict carries it."""
    names = _tally(outcomes, lambda result: result.misconceptions)
    sentences: dict[str, Message] = {}
    for outcome in outcomes:
        for result in outcome.verdict.results if outcome.verdict else []:
            mistake = getattr(result, "mistake", None)
            if mistake and result.misconceptions:
                sentences.setdefault(result.misconceptions[0], mistake)
    rows = [{"name": plain(name), "count": len(who), "sentence": words(sentences.get(name), language),
             "who": [plain(one) for one in who]} for name, who in names.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["name"]))
