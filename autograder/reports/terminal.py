"""What `test` and `grade` print: one screen for a submission, one table for a class."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.batch.class_record import ClassRecord
from autograder.batch.grade import Outcome
from autograder.grading.verdict import FAILED, MESSAGES, NOT_JUDGED, PASSED, CheckResult, PartRecord, Verdict
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, load
from autograder.reports import overview
from autograder.reports.hints import told
from autograder.reports.summary import summary
from autograder.reports.tables import flags
from autograder.reports.words import (
    CHALLENGE,
    challenge_words,
    first_trouble,
    leaders,
    lines_of,
    place_of,
    score_words,
)

# Headings that leave room for names on 80 columns.
FLAGS = {"limit": say("ran into a limit"), "reply": say("gave a reply that no experiment gives"),
         "grader-fault": say("the grader itself failed"), "unreadable": say("could not be read"),
         "unconfined": say("graded with less confinement than strangers' code needs"),
         "incomplete": say("grading was interrupted")}
MARKS = {PASSED: ("green", "ok"), FAILED: ("red", "x"), NOT_JUDGED: ("yellow", "-")}


class Screen:
    """Prints a submission's results as they come, part by part."""

    def __init__(self, console: Console, language: str, part_option: str = "--part ", lab: Lab | None = None) -> None:
        """part_option: how whoever reads this asks for one part. lab: whose parts come, else the default one's."""
        self.console, self.language, self.part_option = console, language, part_option
        self._pending: list[CheckResult] = []
        # In cells of the terminal: a Chinese character takes two.
        self._title_width = max(cell_len(render(part.title, language)) for part in (lab or load()).parts)

    def hear(self, result: CheckResult) -> None:
        """Collect a result; print its part once all of the part's checks are in."""
        self._pending.append(result)
        if len(self._pending) == len(result.asked.checks):
            self._print_part(result.asked, self._pending)
            self._pending = []

    def finish(self, verdict: Verdict) -> None:
        """Notes, the score, and what to do next."""
        self.sum_up(verdict)
        self._line(escape(render(self._next(verdict), self.language)))

    def sum_up(self, verdict: Verdict) -> None:
        """Notes and the score."""
        for note in verdict.notes:
            self._line(f"[yellow]![/] {escape(plain(render(note, self.language)))}")
        self._line(f"\n[bold]{render(score_words(verdict), self.language)}[/]")
        if verdict.challenge:
            title = render(CHALLENGE, self.language)
            self._line(f"[bold]{title}[/] {escape(plain(render(challenge_words(verdict.challenge), self.language)))}")

    def _print_part(self, part: PartRecord, results: list[CheckResult]) -> None:
        earned = sum(result.earned for result in results)
        colour = "green" if earned == part.points else "yellow" if earned else "red"
        title = _wide(render(part.title, self.language), self._title_width)
        points = f"{earned}/{part.points}".rjust(5)
        self._line(f"[bold]{title}[/] [{colour}]{points}[/]  " + " ".join(map(self._mark, results)))
        shown: set[tuple] = set()
        for result in results:
            reason = (result.outcome, render(result.observed), result.where)
            if result.outcome == PASSED or (result.outcome == NOT_JUDGED and reason in shown):
                continue
            shown.add(reason)
            self._print_result(result)

    def _print_result(self, result: CheckResult) -> None:
        colour, mark = MARKS[result.outcome]
        if result.fault == "not_implemented":
            hole = escape(plain(render(result.observed, self.language)))
            where = escape(plain(result.where or ""))
            self._line(f"[{colour}]{mark}[/] {hole} [dim]{where}[/]", 2)
            return
        claim = escape(render(result.claim, self.language))
        self._line(f"[{colour}]{mark}[/] {claim} [dim]{result.check}[/]", 2)
        for line in lines_of(told(result), self.language):
            self._line(escape(line), 6)

    def _mark(self, result: CheckResult) -> str:
        colour, mark = MARKS[result.outcome]
        return f"[{colour}]{'.' if result.outcome == PASSED else mark}[/]"

    def _next(self, verdict: Verdict) -> Message:
        first = first_trouble(verdict)
        if verdict.grader_faults:
            return say("The grader itself failed somewhere: please show this to your teacher.")
        if first is None:
            return say("Everything passes. Well done.")
        alone = {result.part for result in verdict.results} == {first.part}
        if alone or first.fault == "not_implemented":
            return say("Next: {place}.", place=place_of(first))
        return say("Next: {place}. Run this part alone with {option}.", place=place_of(first),
                   option=f"{self.part_option}{first.part}")

    def _line(self, text: str, indent: int = 0) -> None:
        """Print text; where it takes several lines, all of them are indented."""
        line = Text.from_markup(text, overflow="fold")
        self.console.print(Padding(line, (0, 0, 0, indent), expand=False), highlight=False)


def _wide(text: str, width: int) -> str:
    """The text with spaces up to this many cells; a title of another rubric may be longer, and stays whole."""
    return set_cell_size(text, max(width, cell_len(text)))


def print_json(verdict: Verdict, language: str) -> None:
    """The verdict with its messages rendered, for machines."""
    record = verdict.to_json()
    for check, result in zip(record["checks"], verdict.results):
        for name in MESSAGES:
            check[name] = render(getattr(result, name), language)
    record["notes"] = [render(note, language) for note in verdict.notes]
    if verdict.challenge and verdict.challenge.problem:
        record["challenge"]["problem"] = render(verdict.challenge.problem, language)
    print(json.dumps(record, indent=1, ensure_ascii=True))


def class_table(outcomes: Iterable[Outcome], language: str, register: ClassRecord | None = None) -> Group:
    """Everybody's points, part by part; below them the class in figures and what a person should look at.

    register: who is who, who handed in nothing and what was left out."""
    outcomes = sorted(outcomes, key=lambda outcome: outcome.name)
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column(render(say("submission"), language), overflow="fold", min_width=18)
    for heading in (say("score"), say("bonus")):
        table.add_column(render(heading, language), justify="right")
    parts = overview.parts(outcomes)
    for part in parts:
        table.add_column(render(part.heading, language), justify="right", style="dim")
    for outcome in outcomes:
        verdict = outcome.verdict
        points = [verdict.score, verdict.bonus, *(verdict.earned(part.name) for part in parts)
                  ] if verdict else ["-", "-"]
        table.add_row(escape(plain(outcome.name)), *map(str, points))
    return Group(table, *_leaderboard(outcomes, language), *summary(outcomes, language, register or ClassRecord()),
                 *_remarks(outcomes, language))


def _leaderboard(outcomes: list[Outcome], language: str) -> Iterator[Text]:
    """The challenge's places, if anybody took part."""
    best = leaders(outcome.verdict for outcome in outcomes if outcome.verdict)
    if best:
        yield Text(f"\n{render(say('Challenge, by SSIM inside the head'), language)}", "bold")
    for place, (name, reached) in enumerate(best, 1):
        yield Text(f"{place:3}. {reached.ssim:.4f}  {plain(name)}")


def _remarks(outcomes: list[Outcome], language: str) -> Iterator[Text]:
    """A line for each flag with the submissions that have it, then why any could not be read."""
    for flag, meaning in FLAGS.items():
        names = [plain(outcome.name) for outcome in outcomes if flag in flags(outcome)]
        if names:
            yield Text(f"! {render(meaning, language)}: {', '.join(names)}", "yellow")
    for outcome in outcomes:
        if outcome.verdict is None:
            yield Text(f"  {plain(outcome.name)}: {plain(render(outcome.problem, language))}", "red")
