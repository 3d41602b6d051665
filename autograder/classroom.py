"""The verbs that grade many: `grade` with its progress and tables, `verify` with its comparison."""
from __future__ import annotations

import json
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import (BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn,
                           TimeRemainingColumn)

from autograder.batch import Outcome, find_submissions, grade_class
from autograder.messages import render, say
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.reports.tables import write_grades
from autograder.reports.terminal import class_table
from autograder.reports.words import plain
from autograder.verdict import PASSED, write_atomically


def run_class(paths: list[Path], out: Path, jobs: int, secret: str, worker: str,
              language: str) -> int:
    """Grade everything under paths into out. 0: all judged; 1: something needs a person; 2: nothing."""
    console = Console()
    submissions = find_submissions(paths)
    if not submissions:
        console.print(render(say("No submissions were found under {paths}.",
                                 paths=", ".join(map(str, paths))), language))
        return 2
    outcomes = []
    with _progress(console) as progress:
        task = progress.add_task("", total=len(submissions))
        for outcome in grade_class(submissions, out, min(jobs, len(submissions)), secret, worker):
            outcomes.append(outcome)
            _write(outcome, out, language)
            write_grades(outcomes, out / "grades.csv", language)
            progress.update(task, advance=1, description=plain(outcome.name)[:30])
    console.print(class_table(outcomes, language))
    console.print(render(say("Verdicts and grades.csv are in {out}.", out=str(out)), language),
                  highlight=False)
    troubled = [outcome for outcome in outcomes
                if outcome.verdict is None or outcome.verdict.grader_faults]
    return 1 if troubled else 0


def _write(outcome: Outcome, out: Path, language: str) -> None:
    """results.json in the reader's language, also for what could not be read."""
    path = out / outcome.name / "results.json"
    if outcome.verdict is None:
        write_unreadable(outcome.problem, path, language)
    else:
        write_results(outcome.verdict, path, language)


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description:<30}"), BarColumn(), MofNCompleteColumn(),
                    TimeElapsedColumn(), TimeRemainingColumn(), console=console)


def verify_class(folder: Path, stored: Path, jobs: int, update: bool) -> int:
    """Compare the class's verdicts with the stored ones; `update` stores these instead."""
    submissions = find_submissions([folder])
    with tempfile.TemporaryDirectory() as out:
        found = {outcome.name: summary(outcome) for outcome in grade_class(
            submissions, Path(out), min(jobs, len(submissions)), "public", "auto")}
    if update:
        write_atomically(stored, json.dumps(dict(sorted(found.items())), indent=1,
                                            ensure_ascii=False) + "\n")
        print(f"stored {len(found)} verdicts in {stored}")
        return 0
    expected = json.loads(stored.read_text(encoding="utf-8"))
    differing = [name for name in sorted({*expected, *found})
                 if expected.get(name) != found.get(name)]
    for name in differing:
        print(f"{name}:\n  stored {expected.get(name)}\n  found  {found.get(name)}")
    print(f"{len(found) - len(differing)} of {len(found)} submissions got their stored verdict")
    return 1 if differing else 0


def summary(outcome: Outcome) -> dict:
    """A verdict in short: the score, and every check that did not pass with its outcome."""
    if outcome.verdict is None:
        return {"unreadable": outcome.problem.text}
    return {"score": outcome.verdict.score, "bonus": outcome.verdict.bonus,
            "lost": {result.check: result.fault or result.outcome
                     for result in outcome.verdict.results if result.outcome != PASSED}}
