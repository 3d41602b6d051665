"""An appeal in the terminal, and its arrays as a file."""
from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from autograder.batch.appeal import AppealReport, Rule, Seen
from autograder.grading.atomic import write_atomically
from autograder.grading.verdict import FAILED, PASSED
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.reports.words import lines_of

MAX_LINES = 24
FEW = 6  # numbers of an array that are shown one by one
INDEX = re.compile(r"(\[\d+\])+$")
JUDGES = ("require(", "need(", "raise ")  # a function without these only helps: its first line will do
OUTCOMES = {PASSED: say("passed"), FAILED: say("not passed")}


def show(appeal: AppealReport, console: Console, language: str) -> None:
    """Print what the check went by: the result, the rule, the inputs and the observations."""
    for indent, style, line in _lines(appeal, language):
        console.print(Padding(Text(line, style, overflow="fold"), (0, 0, 0, indent), expand=False), highlight=False)


def _lines(appeal: AppealReport, language: str) -> Iterator[tuple[int, str, str]]:
    """(indent, style, line) of the report. Nothing in a line acts on a terminal."""
    def reported(message: Message) -> str:
        return plain(render(message, language))

    found = appeal.found
    who = ", ".join(student.called for student in appeal.handed.students)
    yield 0, "bold", plain(f"{appeal.handed.name}{f' ({who})' if who else ''}: {found.check}")
    yield 0, "yellow", reported(say("For teaching staff only: inputs and rule are not for students."))
    yield 0, "", reported(say("{outcome}, {earned} of {points} points",
                          outcome=OUTCOMES.get(found.outcome, say("not judged")),
                          earned=found.earned, points=found.points))
    if not appeal.agrees:
        yield 0, "bold red", reported(say(
            "At the grading it was: {outcome}. The checks or the environment have changed since, or the code is "
            "not the same at every run.", outcome=OUTCOMES.get(appeal.recorded.outcome, say("not judged"))))
    yield 2, "", reported(found.claim)
    for line in lines_of(found, language):
        yield 2, "", line
    excerpt = appeal.excerpt or {"lines": (), "first": 1}
    for number, line in enumerate(excerpt["lines"], excerpt["first"]):
        yield 4, "bold" if number == excerpt["marked"] else "dim", f"{number:4}  {_verbatim(line)}"
    for rule in appeal.rules:
        yield from _rule(rule, reported(say("Rule: {place}", place=rule.place)))
    for purpose, seed in appeal.seeds.items():
        yield 0, "", reported(say("Random numbers for {purpose}: seed {seed}", purpose=purpose, seed=str(seed)))
    for seen in appeal.seen:
        yield from _experiment(seen, reported)
    if appeal.others:
        yield 0, "", reported(say("Other checks not passed: {checks}", checks=", ".join(appeal.others)))


def _rule(rule: Rule, title: str) -> Iterator[tuple[int, str, str]]:
    yield 0, "bold", title
    whole = any(word in line for line in rule.lines for word in JUDGES)
    for line in rule.lines if whole else rule.lines[:1]:
        yield 4, "", line
    for name, value in rule.constants.items():
        yield 4, "", f"{name} = {value!r}"[:300]


def _verbatim(line: str) -> str:
    """A line of code with its indentation, and nothing else but text."""
    return " " * (len(line) - len(line.lstrip())) + plain(line)


def _experiment(seen: Seen, reported: Callable[[Message], str]) -> Iterator[tuple[int, str, str]]:
    name = f"{seen.experiment} [{seen.case}]" if seen.case else seen.experiment
    yield 0, "bold", reported(say("Experiment {name}: {place}, seed {seed}", name=name, place=seen.place,
                              seed=str(seen.seed)))
    reply = seen.reply or {}
    for title, values in ((say("inputs"), seen.inputs), (say("observations"), reply.get("seen")),
                          (say("error"), reply.get("error")), (say("missing"), reply.get("missing"))):
        lines = list(described(values)) if values else []
        if lines:
            yield 2, "", f"{reported(title)}:"
        for line in lines[:MAX_LINES]:
            yield 4, "dim", line
        if len(lines) > MAX_LINES:
            yield 4, "dim", reported(say("and {n} more lines; --dump FILE holds all", n=len(lines) - MAX_LINES))
    if seen.reply is None:
        yield 2, "red", reported(say("The worker came to no result here; the line above says why."))


def described(values: Any) -> Iterator[str]:
    """A line for each kind of value in a nest of dicts and lists: arrays of one name and shape share a line,
    with the range of them all, and so do equal values."""
    groups: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for name, value in _leaves(values):
        groups.setdefault((INDEX.sub("", name.rpartition(".")[2]), _kind(value)), []).append((name, value))
    for (_, kind), members in groups.items():
        more = f" (+{len(members) - 1})" if len(members) > 1 else ""
        yield plain(f"{members[0][0]}{more}: {kind}{_range([value for _, value in members])}", 400)


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (list, tuple)) and any(isinstance(item, (dict, list, np.ndarray)) for item in value):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{name}[{number}]")
    else:
        yield name, value


def _kind(value: Any) -> str:
    """What makes values alike: an array's type and shape, any other value itself."""
    if not isinstance(value, np.ndarray):
        return plain(repr(value), 300)
    shape = f"{value.dtype} {value.shape}"
    if value.dtype.kind in "fiub" and 0 < value.size <= FEW:
        return f"{shape} {np.array2string(value, precision=5, separator=', ', max_line_width=10**6)}".replace("\n", " ")
    return shape


def _range(values: list[Any]) -> str:
    """The least and the greatest number in large arrays of one shape, and how many are no numbers."""
    if not isinstance(values[0], np.ndarray) or values[0].dtype.kind not in "fiub" or values[0].size <= FEW:
        return ""
    numbers = np.concatenate([value.astype(np.float64).ravel() for value in values])
    finite = numbers[np.isfinite(numbers)]
    odd = f", {numbers.size - finite.size} not finite" if finite.size < numbers.size else ""
    return (f", {finite.min():.4g} .. {finite.max():.4g}" if finite.size else "") + odd


def dump(appeal: AppealReport, path: Path) -> None:
    """Every array as `experiment[case]/inputs/name` in a compressed .npz; what is no array, as JSON, in `facts`."""
    arrays: dict[str, np.ndarray] = {}
    facts: dict[str, Any] = {"submission": appeal.handed.name, "check": appeal.found.check, "seeds": appeal.seeds}
    for seen in appeal.seen:
        prefix = f"{seen.experiment}[{seen.case}]" if seen.case else seen.experiment
        facts[f"{prefix}/seed"] = seen.seed
        for kind, values in (("inputs", seen.inputs), ("reply", seen.reply)):
            _put(values, f"{prefix}/{kind}", arrays, facts)
    text = json.dumps(facts, ensure_ascii=True, default=str).encode()
    named: dict[str, Any] = {"facts": np.frombuffer(text, np.uint8), **arrays}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **named)
    write_atomically(path, buffer.getvalue())


def _put(value: Any, name: str, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> None:
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        arrays[name.replace("\0", "")] = value
    elif isinstance(value, dict):
        for key, inner in value.items():
            _put(inner, f"{name}/{plain(str(key), 80)}", arrays, facts)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            _put(inner, f"{name}/{number}", arrays, facts)
    else:
        facts[name] = value
