"""One screen that is drawn again after each save: `watch`. What the last save has changed stands out."""
from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, Part
from autograder.reports.hints import told
from autograder.reports.words import lines_of

MARKS = {PASSED: (".", "green"), FAILED: ("x", "red"), NOT_JUDGED: ("-", "yellow")}
NEW = "bold reverse"
LONG = 10  # seconds


@dataclass
class Watched:
    """What is known of a submission that somebody is at work on.

    results: check -> its last result; before: the outcomes at the save before. asked: the parts that are being
    judged, since that second of time.monotonic(). problem: why nothing can be judged as it is.
    """

    lab: Lab
    folder: str
    results: dict[str, CheckResult] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    notes: list[Message] = field(default_factory=list)
    problem: Message | None = None
    since: float = 0.0

    def begin(self, parts: set[str]) -> None:
        """These parts are judged from now on. Of a part that was being judged, the save before is the same still."""
        self.before |= {check: result.outcome for check, result in self.results.items()
                        if result.part not in self.asked}
        self.asked, self.since = set(parts), time.monotonic()

    def hear(self, result: CheckResult) -> None:
        """Take one result; its part is done with the last of them."""
        self.results[result.check] = result
        if result.check == list(result.asked.checks)[-1]:
            self.asked.discard(result.part)

    def turned(self, outcome: bool) -> list[CheckResult]:
        """The checks that pass since the last save (True), or do not any more (False)."""
        return [result for check, result in list(self.results.items()) if check in self.before
                and (result.outcome == PASSED) is outcome and (self.before[check] == PASSED) is not outcome]

    @property
    def first(self) -> CheckResult | None:
        """What to look at: what has just gone wrong, then required parts, then failed before not judged."""
        lost = {result.check for result in self.turned(False)}
        return min((result for result in self._in_order() if result.outcome != PASSED), default=None,
                   key=lambda result: (result.check not in lost, result.asked.bonus, result.outcome != FAILED))

    def _in_order(self) -> list[CheckResult]:
        return [self.results[check] for check in self.lab.points if check in self.results]

    def earned(self, part: Part) -> int:
        return sum(self.results[check].earned for check in part.check_ids if check in self.results)


class Live:
    """Watched as a screen: as many lines as there are, the parts first, then what to look at, cut at the end."""

    def __init__(self, watched: Watched, language: str, keys: Message) -> None:
        """keys: what can be pressed, the screen's last line."""
        self.watched, self._language, self._keys = watched, language, keys

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        height, width = options.height or console.height, options.max_width
        body = [line for text in self._body(width) for line in text.wrap(console, width)]
        last = self._text(self._busy_or_keys(), "dim")
        last.truncate(width, overflow="ellipsis")
        kept = body if len(body) < height else [*body[:height - 2], Text("…", "dim")]
        kept += [Text()] * (height - 1 - len(kept)) if console.is_terminal else []
        for line in kept:
            yield from (line, Segment.line()) if line.end != "\n" else (line,)
        yield last

    def _body(self, width: int) -> Iterator[Text]:
        yield self._heading()
        titles = max(cell_len(self._say(part.title)) for part in self.watched.lab.parts)
        for part in self.watched.lab.parts:
            yield self._part(part, titles)
        for outcome, words, style in ((True, say("Passes now: {checks}"), "green"),
                                      (False, say("Does not pass any more: {checks}"), "red")):
            if named := list(self._named(self.watched.turned(outcome))):
                yield self._text(Message(words.text, {"checks": ", ".join(named)}), style)
        if self.watched.problem:
            yield self._text(self.watched.problem, "bold yellow")
        elif self.watched.first:
            yield from self._trouble(self.watched.first)
        elif len(self.watched.results) == len(self.watched.lab.points):
            yield self._text(say("Everything passes. Well done."), "bold green")
        for note in self.watched.notes:
            yield self._text(say("! {note}", note=note), "yellow")

    def _named(self, turned: list[CheckResult]) -> Iterator[str]:
        """The ids of these checks; a part's title where all of its checks are among them."""
        turned_ids = {result.check for result in turned}
        for part in self.watched.lab.parts:
            checks = part.check_ids
            yield from [self._say(part.title)] if turned_ids >= set(checks) else filter(turned_ids.__contains__, checks)

    def _heading(self) -> Text:
        lab, watched = self.watched.lab, self.watched
        required = [part for part in lab.parts if not part.bonus]
        score = say("{folder}: {score} of {total}", folder=watched.folder, total=lab.total,
                    score=sum(map(watched.earned, required)))
        if lab.bonus:
            score = say("{score}, bonus {bonus} of {all}", score=score, all=lab.bonus,
                        bonus=sum(watched.earned(part) for part in lab.parts if part.bonus))
        return self._text(score, "bold")

    def _part(self, part: Part, titles: int) -> Text:
        """Title, points and a mark a check; dimmed while the part is judged again."""
        found = [self.watched.results.get(check) for check in part.check_ids]
        earned = self.watched.earned(part)
        colour = "green" if earned == part.points else "yellow" if earned else "red"
        line = Text(set_cell_size(self._say(part.title), titles), "bold")
        line.append(f" {earned:>2}/{part.points:<2} ", colour if any(found) else "dim")
        turned = {result.check for outcome in (True, False) for result in self.watched.turned(outcome)}
        for result in found:
            mark, style = MARKS[result.outcome] if result else (" ", "")
            line.append(" ")
            line.append(mark, f"{style} {NEW}" if result and result.check in turned else style)
        if part.name in self.watched.asked:
            line.append(" …", "dim")
        return line

    def _trouble(self, result: CheckResult) -> Iterator[Text]:
        yield Text()
        yield Text.assemble((self._say(result.asked.title), "bold"), ": ", self._say(result.claim), " ",
                            (result.check, "dim"))
        for line in lines_of(told(result), self._language):
            text = Text(line)
            text.pad_left(4)
            yield text

    def _busy_or_keys(self) -> Message:
        """What is being done; what can be done about it once it takes long."""
        watched = self.watched
        part = next((part for part in watched.lab.parts if part.name in watched.asked), None)
        if part is None:
            return self._keys if watched.results or watched.problem else say("The grader is starting …")
        seconds = int(time.monotonic() - watched.since)
        busy = say("{part} … {seconds} s", part=part.title, seconds=seconds)
        if seconds < LONG:
            return busy
        return say("{busy} What does not end is stopped in time. A save ends it at once.", busy=busy)

    def _text(self, message: Message, style: str = "") -> Text:
        return Text(plain(self._say(message)), style)

    def _say(self, message: Message) -> str:
        return render(message, self._language)
