"""The class in figures below its table in the terminal: one line a thing, the names behind it on the line."""
from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from autograder.batch.class_record import ClassRecord, gathered
from autograder.batch.grade import Outcome
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.reports import overview
from autograder.submissions.records import Remark

BLOCKS = "·▁▂▃▄▅▆▇█"
CHECKS, MISTAKES, NAMES, MISSING, SLOWEST = 6, 10, 8, 40, 5


def summary(outcomes: list[Outcome], language: str, register: ClassRecord) -> Iterator[Text]:
    """Scores, the checks and mistakes that are most frequent, the slowest; then how the class was taken in."""
    if len(outcomes) > 1:
        yield Text()
        yield _scores(outcomes, language)
        yield from _checks(outcomes, language)
        yield from _mistakes(outcomes, language, register)
        slow = [f"{plain(name)} {seconds:.0f} s" for name, seconds in overview.slowest(outcomes, SLOWEST)]
        yield from _line(say("Slowest: {names}", names=", ".join(slow)), language) if slow else ()
    missing = [student.called for student in register.missing]
    if missing:
        more = f" +{len(missing) - MISSING}" if len(missing) > MISSING else ""
        names = ", ".join(missing[:MISSING]) + more
        words = (say("! no submission is known to be theirs ({n}), and {others} submissions are of nobody on the "
                     "roster: {names}", n=len(missing), others=register.strangers, names=names) if register.strangers
                 else say("! handed in nothing ({n}): {names}", n=len(missing), names=names))
        yield from _line(words, language, "yellow")
    yield from _groups(register.remarks, say("! to look at: {reason}: {places}"), language, "yellow")
    yield from _groups(register.left_out, say("Left out: {reason}: {places}"), language, "dim")


def _scores(outcomes: list[Outcome], language: str) -> Text:
    counts = overview.histogram(outcomes)
    bars = "".join(BLOCKS[-(-count * (len(BLOCKS) - 1) // max(1, *counts))] for count in counts)
    return Text(render(say("Scores: 0 |{bars}| {total}; median {median}, {full} with full points", bars=bars,
                           total=overview.totals(outcomes), median=overview.median(overview.scores(outcomes)),
                           full=overview.full(outcomes)), language))


def _checks(outcomes: list[Outcome], language: str) -> Iterator[Text]:
    rows = overview.missed(outcomes)[:CHECKS]
    if rows:
        yield Text(render(say("Checks most often not passed (+ not judged):"), language))
    for row in rows:
        claim = plain(render(row.claim, language))
        count = f"{row.failed}+{row.open}" if row.open else f"{row.failed}"
        yield Text(f"{count:>7} {row.check}  {claim}", no_wrap=True, overflow="ellipsis")


def _mistakes(outcomes: list[Outcome], language: str, register: ClassRecord) -> Iterator[Text]:
    rows = overview.mistakes(outcomes)
    if rows:
        yield Text(render(say("Mistakes by name:"), language))
    for row in rows[:MISTAKES]:
        who = [", ".join(student.called for student in register.students(name)) or plain(name) for name in row.who]
        more = f" +{len(who) - NAMES}" if len(who) > NAMES else ""
        yield Text(f"{len(who):7} {row.name}: {', '.join(who[:NAMES])}{more}")


def _groups(remarks: list[Remark], words: Message, language: str, style: str) -> Iterator[Text]:
    """A line for each reason, with the first of its places."""
    for reason, places in gathered(remarks):
        more = f" +{len(places) - NAMES}" if len(places) > NAMES else ""
        yield from _line(Message(words.text, {"reason": reason, "places": ", ".join(places[:NAMES]) + more}),
                         language, style)


def _line(message: Message, language: str, style: str = "") -> Iterator[Text]:
    yield Text(plain(render(message, language)), style)
