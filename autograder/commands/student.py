"""A student's verbs: `test` and `zip`."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.shared import (
    HINTS,
    LANGUAGE,
    OWN_WORKER,
    WORKER,
    PartName,
    asked_by_make,
    chosen_lab,
    complain,
    own_assignment,
    secret,
)
from autograder.i18n.messages import Message, default_language, render, say

if TYPE_CHECKING:  # what takes long to load is loaded by the verb that needs it
    from rich.console import Console

    from autograder.commands.packing import Packed
    from autograder.grading.page_data import PageData
    from autograder.grading.session import Session
    from autograder.grading.verdict import Verdict
    from autograder.lab import Lab
    from autograder.reports.terminal import Screen
    from autograder.sandbox import Workers

MAX_NAMED = 12


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=own_assignment)
@click.option("--part", "parts", multiple=True, type=PartName(),
              help="Judge this part only, by its name or by its title in the report (may be repeated).")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write the verdict as a page with pictures to this file.")
@click.option("--summary", type=click.Path(path_type=Path, dir_okay=False),
              help="Also append the verdict as Markdown to this file (GITHUB_STEP_SUMMARY in a workflow).")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False),
              help="Also write the verdict as JUnit XML to this file (Artemis, GitLab, Jenkins).")
@LANGUAGE
@HINTS
@OWN_WORKER
def test(path: Path, parts: tuple[str, ...], as_json: bool, html: Path | None, summary: Path | None,
         junit: Path | None, lang: str | None, worker: str) -> None:
    """Grade one folder, zip or notebook here and now. Exit 0 only if every required check passes."""
    from rich.console import Console

    language = lang or default_language()
    console = Console(stderr=as_json)
    with _ended_in_words(language) as progress:
        # Said before torch is loaded, which takes long on a busy machine.
        starting = render(say("The grader is starting …"), language)
        # A debugger in the student's code has the screen for itself.
        with nullcontext() if worker == "inline" else console.status(starting, spinner="line") as status:
            if status is not None:
                progress.show = lambda words: status.update(render(words, language))
            verdict, page_data = _judge(path, parts, worker, html is not None, progress,
                                       None if as_json else _screen(console, language))
        _report(verdict, page_data, html, summary, as_json, language)
        if junit:
            from autograder.reports.junit import write_junit

            write_junit(verdict, junit, language)
        if not as_json:
            _screen(console, language).finish(verdict)
    sys.exit(0 if verdict.required_passed else 1)


class _Progress:
    """How far a grading has come. show: puts words on the screen's last line for a while."""

    def __init__(self) -> None:
        self.done, self.all = 0, len(chosen_lab().points)
        self.show: Callable[[Message], None] = lambda words: None

    def hear(self, verdict: Verdict) -> None:
        self.done = len(verdict.results)
        self.show(say("{done} of {all} checks …", done=self.done, all=self.all))


@contextmanager
def _ended_in_words(language: str) -> Iterator[_Progress]:
    """Ends the program in a sentence where there is nothing to grade, no worker to be had, or Ctrl-C was pressed."""
    from autograder.sandbox import interruption
    from autograder.submissions.submission import IntakeError

    progress = _Progress()
    try:
        with interruption.heard_once():
            yield progress
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    except KeyboardInterrupt:
        complain(render(say("Stopped after {done} of {all} checks. The same command starts again from the beginning.",
                            done=progress.done, all=progress.all), language))
        raise SystemExit(interruption.EXIT) from None


def _screen(console: Console, language: str) -> Screen:
    from autograder.reports.terminal import Screen

    return Screen(console, language, "PART=" if asked_by_make() else "--part ", chosen_lab())


def _judge(path: Path, parts: tuple[str, ...], worker: str, pictured: bool, progress: _Progress,
           screen: Screen | None) -> tuple[Verdict, PageData | None]:
    """(verdict, evidence for the page or None). screen: is told of each check. Raises IntakeError."""
    from autograder.diagnosis import grade
    from autograder.submissions.submission import read_submission

    submission = read_submission(path.resolve(), path.resolve().name, chosen_lab())
    progress.all = sum(len(submission.lab.part[part].checks) for part in parts or submission.lab.part)
    gathered: list[PageData] = []

    def hear(verdict: Verdict) -> None:
        progress.hear(verdict)
        if screen:
            screen.hear(verdict.results[-1])

    workers = _workers(worker, submission.lab)
    try:
        progress.show(say("{done} of {all} checks …", done=0, all=progress.all))
        verdict = grade(submission, workers, parts=parts or None, secret=secret(), listener=hear,
                        observer=_gatherer(gathered) if pictured else None)
    finally:
        workers.close()
    return verdict, gathered[0] if gathered else None


def _workers(kind: str, lab: Lab) -> Workers:
    """Workers of this kind; "inline" is this process itself, where a debugger may stop."""
    from autograder.sandbox import open_workers

    if kind != "inline":
        return open_workers(kind, lab=lab.reference)
    from autograder.worker.inline import Inline

    return Inline(lab)


def _report(verdict: Verdict, page_data: PageData | None, html: Path | None, summary: Path | None, as_json: bool,
            language: str) -> None:
    """The verdict in whatever forms were asked for beside the screen."""
    if html:
        from autograder.reports.pages.feedback import write_feedback

        write_feedback(verdict, page_data, html, language)
    if summary:
        from autograder.reports.markdown import summary as summarise

        with summary.open("a", encoding="utf-8") as file:
            file.write(summarise(verdict, language))
    if as_json:
        from autograder.reports.terminal import print_json

        print_json(verdict, language)


@click.command("zip")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=own_assignment)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default="submission.zip", show_default=True)
@LANGUAGE
@WORKER
def pack(folder: Path, out: Path, lang: str | None, worker: str) -> None:
    """Student: pack what FOLDER has to hand in. Exit 1 where something is missing, or can't be compiled or imported."""
    from autograder.commands.packing import import_troubles
    from autograder.commands.packing import pack as make
    from autograder.sandbox import open_workers
    from autograder.submissions.submission import IntakeError, read_submission

    language = lang or default_language()
    try:
        packed = make(folder, out, chosen_lab())
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    workers = open_workers(worker, lab=chosen_lab().reference)
    try:
        packed.findings += import_troubles(read_submission(out, lab=chosen_lab()), workers,
                                           reported=packed.findings + packed.notes)
    finally:
        workers.close()
    for finding in packed.findings:
        click.echo(f"!  {render(finding, language)}")
    for note in packed.notes:
        click.echo(f"   {render(note, language)}")
    click.echo(render(_contents(packed, out), language))
    sys.exit(1 if packed.findings else 0)


def _contents(packed: Packed, out: Path) -> Message:
    """What is in the zip, what is not, and what to do now."""
    values = {"out": str(out), "files": ", ".join(packed.names)}
    holds = (say("{out} holds {files}. What is said above may cost points; `test` says more.", **values)
             if packed.findings else say("{out} holds {files}. Hand it in.", **values))
    if not packed.left_out:
        return holds
    return say("{holds} Not in it, for the grader does not read it: {names}.", holds=holds,
               names=", ".join(packed.left_out[:MAX_NAMED]) + " …" * (len(packed.left_out) > MAX_NAMED))


def _gatherer(gathered: list[PageData]) -> Callable[[Session, Verdict], None]:
    """A witness that puts the evidence for the page into this list."""
    from autograder.grading.page_data import gather

    return lambda session, verdict: gathered.append(gather(session, verdict.results))
