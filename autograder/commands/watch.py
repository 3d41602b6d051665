"""`watch`: a warm grader judges again what each save touches, and one screen shows it."""
from __future__ import annotations

import _thread
import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands import keys
from autograder.commands.shared import HINTS, LANGUAGE, WORKER, chosen_lab, complain, secret
from autograder.i18n.messages import default_language, say
from autograder.submissions.intake import IntakeError

if TYPE_CHECKING:  # what takes long to load is loaded by the verb that needs it
    from autograder.grading.verdict import Verdict
    from autograder.reports.live import Watched
    from autograder.sandbox import Workers
    from autograder.submissions.submission import Submission

SAVED, ALL, END = "saved", "all", "end"
KEYS = say("Save a file to judge what it changes. Enter: everything. q: end.")
# A save ends the judging of what was there before; where nothing has come for so long, without waiting for an answer.
PATIENCE = 2.0  # seconds


class _Superseded(Exception):
    """Something has happened while the version before was being judged."""


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default="assignment")
@LANGUAGE
@HINTS
@WORKER
def watch(path: Path, lang: str | None, worker: str) -> None:
    """Judge PATH, and again what each save touches, until q is pressed; one screen shows what has changed."""
    from rich.console import Console
    from rich.live import Live as Display

    from autograder.reports.live import Live, Watched
    from autograder.sandbox import WorkerFailure

    language = lang or default_language()
    console, watched = Console(), Watched(chosen_lab(), path.resolve().name)
    live = Live(watched, language, KEYS)
    screen = (Display(live, console=console, screen=True, refresh_per_second=4) if console.is_terminal
              else contextlib.nullcontext())  # in a file, one screen after each judging
    try:
        with screen, _Desk(path.resolve(), worker, watched).open() as desk:
            desk.work((lambda: None) if console.is_terminal else (lambda: console.print(live)))
    except WorkerFailure as failure:
        raise SystemExit(complain(str(failure))) from None


class _Desk:
    """Somebody's folder, with a warm grader beside it. watched: what the screen shows."""

    def __init__(self, folder: Path, kind: str, watched: Watched) -> None:
        self._folder, self._kind, self.watched = folder, kind, watched
        self._events: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._workers: Workers | None = None
        self._judged: Submission | None = None  # the version that the screen speaks of
        self._heard = 0.0  # when the grader last said something; 0 while nothing is being judged

    @contextlib.contextmanager
    def open(self) -> Iterator[_Desk]:
        """Listen to saves and keys meanwhile."""
        ending = threading.Event()
        saves = threading.Thread(target=self._notice_saves, args=(ending,), daemon=True)
        saves.start()
        try:
            with keys.heard(self._press):
                yield self
        finally:
            ending.set()
            saves.join()
            self._close_workers()

    def work(self, shown: Callable[[], None]) -> None:
        """Judge after each save, everything at first, until the end. shown: called after each judging."""
        event = ALL
        while event != END:
            try:
                self._judge(everything=event == ALL)
                shown()
                event = self._events.get()
            except (_Superseded, KeyboardInterrupt) as stopped:
                if isinstance(stopped, KeyboardInterrupt):
                    self._close_workers()  # in the middle of an answer
                event = END if self._events.empty() else self._events.get()  # a bare Ctrl-C leaves nothing there
            finally:
                self._heard = 0.0

    def _judge(self, everything: bool) -> None:
        """Judge what differs from the version before, and what was not finished then."""
        from autograder.diagnosis import grade
        from autograder.submissions import changes
        from autograder.submissions.submission import read_submission

        watched = self.watched
        try:
            submission = read_submission(self._folder, self._folder.name, watched.lab)
        except IntakeError as error:
            watched.problem = error.message
            return
        if self._judged is not None and (broken := changes.broken(submission)):
            label, line, text = broken[0]
            watched.problem = say("{file}:{line} does not compile: {error}. What stands here is of the save before.",
                                  file=label, line=line, error=text)
            return
        parts = watched.asked | (set(watched.lab.part) if everything or self._judged is None
                                 else changes.touched(self._judged, submission))
        self._judged, watched.problem = submission, None
        if parts:  # a save that changes nothing leaves on the screen what the one before has changed
            watched.begin(parts)
            verdict = grade(submission, self._open_workers(), parts=parts, secret=secret(), listener=self._hear)
            watched.notes = verdict.notes

    def _hear(self, verdict: Verdict) -> None:
        self._heard = time.monotonic()
        self.watched.hear(verdict.results[-1])
        if not self._events.empty():
            raise _Superseded

    def _open_workers(self) -> Workers:
        from autograder.sandbox import open_workers

        if self._workers is None:
            self._workers = open_workers(self._kind, lab=self.watched.lab.reference)
        self._heard = time.monotonic()
        return self._workers

    def _close_workers(self) -> None:
        workers, self._workers = self._workers, None
        if workers is not None:
            workers.close()

    def _notice_saves(self, ending: threading.Event) -> None:
        from watchfiles import watch as watch_files

        for _ in watch_files(self._folder, stop_event=ending, debounce=200, step=50, raise_interrupt=False):
            self._tell(SAVED)

    def _press(self, key: str) -> None:
        if key in "\r\n":
            self._tell(ALL)
        elif key in "qQ\x1b":
            self._tell(END)

    def _tell(self, event: str) -> None:
        self._events.put(event)
        waiting = self._heard and time.monotonic() - self._heard > PATIENCE
        if waiting or event == END and self._heard:
            _thread.interrupt_main()
