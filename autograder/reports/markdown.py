"""A verdict in Markdown, for the summary of a CI run and wherever else Markdown is shown."""
from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, PartRecord, Verdict
from autograder.i18n.messages import Message, render
from autograder.i18n.plaintext import plain
from autograder.reports.hints import told
from autograder.reports.pages.feedback import LABELS, headline
from autograder.reports.words import lines_of, score_words

MARKS = {PASSED: "✅", FAILED: "❌", NOT_JUDGED: "➖"}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$:@])")


def summary(verdict: Verdict, language: str) -> str:
    """The score, a table of the parts, and what each check that did not pass has to say."""
    judged = verdict.parts
    total = sum(part.points for part in judged if not part.bonus)
    lines = [f"## {_words(score_words(verdict), language)}", "",
             _words(headline(verdict, total), language), "",
             f"| {_words(LABELS['parts'], language)} | {_words(LABELS['points'], language)} | |", "|---|---:|---|"]
    lines += [_row(part, verdict, language) for part in judged]
    for part in judged:
        lines += _troubles(part, verdict, language)
    lines += [f"\n> {_words(note, language)}" for note in verdict.notes]
    return "\n".join([*lines, "", _words(LABELS["footer"], language), ""])


def _row(part: PartRecord, verdict: Verdict, language: str) -> str:
    outcomes = [result.outcome for result in verdict.of_part(part.name)]
    counts = " ".join(f"{mark} {outcomes.count(outcome)}" for outcome, mark in MARKS.items() if outcome in outcomes)
    return f"| {escape(render(part.title, language))} | {verdict.earned(part.name)} / {part.points} | {counts} |"


def _troubles(part: PartRecord, verdict: Verdict, language: str) -> Iterator[str]:
    """Each check that did not pass; one reason why several were not judged is told once."""
    reported: set[tuple] = set()
    for result in verdict.of_part(part.name):
        reason = (render(result.observed), result.where)
        if result.outcome == PASSED or (result.outcome == NOT_JUDGED and reason in reported):
            continue
        reported.add(reason)
        yield from _trouble(result, language)


def _trouble(result: CheckResult, language: str) -> Iterator[str]:
    title = f"{render(result.asked.title, language)}: {plain(render(result.claim, language))}"
    yield f"\n### {MARKS[result.outcome]} {escape(title)}"
    yield f"`{result.check}`\n"
    yield from (f"- {escape(line)}" for line in lines_of(told(result), language))


def _words(message: Message, language: str) -> str:
    return escape(plain(render(message, language)))


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no element, link, mention or table in it."""
    return SPECIAL.sub(r"\\\1", text)
