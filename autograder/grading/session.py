"""A grading session: asks workers about one submission, remembers their replies, explains what went wrong."""
from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading import limit_messages
from autograder.grading.observations import Failed, NotJudged, Observations
from autograder.grading.printed import lines_of_output
from autograder.i18n.messages import Message, say
from autograder.sandbox import Limits, Reply, Workers
from autograder.sandbox.errors import cleaned
from autograder.sandbox.frames import Parcel
from autograder.sandbox.scratch import make_folder, remove
from autograder.submissions.submission import Submission

USUAL = Limits()
NUMBERS = re.compile(r"\d+")  # two errors are one also where their numbers differ, as those of shapes do
# Once an experiment has run into its limit, the others of its part get less, those of other parts not much.
AFTER_A_LIMIT = Limits(run=5.0)
ELSEWHERE_LATE = Limits(run=20.0)
MAX_LATE = 3
MAX_STOPS = 12
# What ends an experiment here and might not elsewhere: too little time on the clock, or a kill from outside.
FLEETING = {"budget", "wall", "died signal 9"}
# What one session draws, a class of them would draw again and again. Some megabytes in all.
MAX_DRAWN = 64
_drawn: dict[tuple[str, str, str, str], Parcel] = {}


@dataclass(frozen=True)
class ReportedErrors:
    """errors: error -> the check that was first to tell it. notes: what loading the files has brought to light."""

    errors: Mapping[tuple, str]
    notes: tuple[Message, ...]


class Session:
    """Grade one submission: `look(check, experiment, inputs)` gives observations to a check.

    secret: seeds every input and every weight; the same secret gives the same session.
    """

    def __init__(self, submission: Submission, workers: Workers, secret: str = "public") -> None:
        self.submission, self.lab, self.secret = submission, submission.lab, secret
        self._workers = workers
        self._root = make_folder("submission-")
        submission.write(self._root)
        self._manifest, self._beside = submission.manifest(), submission.beside()
        self._stops: dict[str, list[int]] = {}
        self._replies: dict[tuple[str, str], Reply] = {}
        self._late: Counter[str] = Counter()
        self._missing_parts: dict[str, dict] = {}
        self._blamed: dict[tuple, str] = {}
        self._troubles: set[str] = set()
        self._alone: set[str] = set()  # parts whose experiments each have a worker of their own
        # What came to a result in a worker in use: asked again, it is not cut short for what others took too long.
        self._proven: set[tuple[str, str]] = set()
        self._stop_notes: list[Message] = []  # on lines that are not run any more
        self._drawing = ""  # the experiment whose inputs are being made
        self._judged_before: frozenset[str] = frozenset()
        self.notes: list[Message] = list(submission.notes)

    @contextmanager
    def public(self) -> Iterator[Session]:
        """The same submission with public inputs; this session where it has those."""
        if self.secret == "public":
            yield self
            return
        twin = Session(self.submission, self._workers)
        twin._stops.update({file: list(lines) for file, lines in self._stops.items()})
        try:
            yield twin
        finally:
            twin.close()

    @property
    def lasting(self) -> bool:
        """Whether another session would see the same: nothing hung on how busy this machine was."""
        return not self._troubles & FLEETING

    @property
    def independent(self) -> bool:
        """Whether each part would be judged the same without the others.

        Parts share three things: limits that shrink once one was passed, errors that are told in full
        once and then by reference, and what loading a file brings to light.
        """
        return not self._troubles and not self._blamed and self.notes == self.submission.notes

    def stand_in(self, parts: Iterable[str]) -> None:
        """Take an earlier session, in which nothing went wrong, for that of these parts."""
        self._judged_before = frozenset(parts)

    def judged(self, part: str) -> bool:
        """Whether experiments of this part ran, and none of them met a limit or an early end."""
        if part in self._judged_before:
            return True
        replies = [reply for (experiment, _), reply in self._replies.items()
                   if experiment.split(".")[0] == part]
        return bool(replies) and not any(reply.trouble for reply in replies)

    def close(self) -> None:
        try:
            self._workers.rest()
        finally:
            remove(self._root)

    @property
    def shares(self) -> bool:
        """Whether a part's experiments are asked of one worker as long as nothing is wrong."""
        return self._workers.shares

    def examine_again(self, part: str, reported: ReportedErrors) -> bool:
        """Forget what workers said of this part that had run something before, and ask others from now on.

        What one experiment leaves behind in its worker's Python must cost no other one a point.
        told: what had been told before this part was looked at. False where no worker was in use.
        """
        used = [key for key, reply in self._replies.items()
                if not reply.fresh and key[0].split(".")[0] == part and not _tells_a_stub(reply)]
        for key in used:
            if not self._replies[key].trouble:
                self._proven.add(key)
            del self._replies[key]
        self._alone.add(part)
        if used:
            self._blamed = dict(reported.errors)
            self.notes[:] = [note for note in self.notes if note in reported.notes or note in self._stop_notes]
            self._missing_parts.pop(part, None)
        return bool(used)

    @property
    def reported(self) -> ReportedErrors:
        """What has been told of this submission so far."""
        return ReportedErrors(dict(self._blamed), tuple(self.notes))

    def seed(self, purpose: str) -> int:
        """What the random numbers for this purpose begin with."""
        digest = hashlib.sha256(f"{self.secret}/{purpose}".encode()).digest()
        return int.from_bytes(digest[:7], "big")

    def rng(self, purpose: str) -> np.random.Generator:
        """Random numbers for this purpose, the same at every grading with this secret."""
        return np.random.default_rng(self.seed(purpose))

    def look(self, check: str, experiment: str, inputs: Callable[[], dict[str, Any]],
             case: str = "") -> Observations:
        """The observations of this experiment; runs it unless this case of it has been run."""
        key, part = (experiment, case), experiment.split(".")[0]
        if self._drawing:
            raise RuntimeError(f"the inputs of {self._drawing} hang on what {experiment} shows")
        if part in self._missing_parts:
            raise limit_messages.missing(self._missing_parts[part], self.submission)
        if key not in self._replies:
            self._replies[key] = self._ask(key, self._inputs(key, inputs))
            self._add_notes(self._replies[key])
        reply = self._replies[key]
        if reply.reached:
            raise limit_messages.reach(reply)
        if reply.result is None:
            raise limit_messages.verdict_on(reply)
        if missing := reply.result.get("missing"):
            if self._needs_all(part):
                self._missing_parts[part] = missing
            raise limit_messages.missing(missing, self.submission)
        return Observations(reply.result.get("seen"), reply.result.get("error"),
                            lambda error: self._blame(check, error))

    def recall(self, experiment: str, case: str = "") -> dict[str, Any] | None:
        """What a worker replied to this experiment, if it was run and came to a result."""
        reply = self._replies.get((experiment, case))
        return reply.result if reply else None

    def _needs_all(self, part: str) -> bool:
        """Whether nothing of this part can run once one of its names is missing."""
        found = self.lab.part.get(part)
        return found is None or len(found.names) == 1 or found.together

    def printed(self, asked: Iterable[tuple[str, str]]) -> list[str]:
        """What the code printed in these experiments; nothing where the inputs are no one's to see."""
        if self.secret != "public":
            return []
        return lines_of_output(self._replies[key].output for key in asked if key in self._replies)

    def _inputs(self, key: tuple[str, str], draw: Callable[[], dict[str, Any]]) -> Parcel:
        """This case's inputs; they follow from the secret alone, so that a class shares them."""
        place = (self.lab.reference, self.secret, *key)
        kept = _drawn.get(place)
        if kept is None:
            self._drawing = key[0]
            try:
                kept = Parcel(draw())
            finally:
                self._drawing = ""
            if len(_drawn) >= MAX_DRAWN:
                _drawn.clear()
            _drawn[place] = kept
        return kept

    def _ask(self, key: tuple[str, str], inputs: Parcel) -> Reply:
        """Ask a worker; where it got stuck loading a file, ask again without that line."""
        experiment, proven = key[0], key in self._proven
        part = experiment.split(".")[0]
        stage = self.lab.stage_of(experiment)
        request = {"experiment": experiment, "stage": stage, "root": str(self._root), "manifest": self._manifest,
                   "beside": self._beside, "stops": self._stops, "seed": self.seed(experiment), "inputs": inputs,
                   "stand_ins": self.lab.late_stand_ins if stage != 0 else ""}
        if self._late[part] >= MAX_LATE and not proven:
            return Reply(trouble="skipped")
        limits = self.lab.limits.get(experiment, USUAL) if proven else self._limits(experiment, part)
        for _ in range(MAX_STOPS):
            # Where something has been too slow, the next may be: it would waste a hurried try in a worker in use.
            reply = self._workers.ask(request, limits, part in self._alone or bool(self._late))
            reply.result, reply.output = cleaned(reply.result), cleaned(reply.output)
            self._remember_trouble(reply)
            if not reply.trouble or reply.place is None:
                break
            file, line = reply.place
            if line in self._stops.setdefault(file, []):
                break
            self._stops[file].append(line)
            self._stop_notes.append(limit_messages.note_on(reply, file, line))
            self._note(self._stop_notes[-1])
        if reply.late:
            self._late[part] += 1
        return reply

    def _remember_trouble(self, reply: Reply) -> None:
        if reply.trouble:
            self._troubles.add(f"{reply.trouble} {reply.detail}" if reply.trouble == "died" else reply.trouble)
        if reply.reached:
            self._troubles.add("reached")

    def _limits(self, experiment: str, part: str) -> Limits:
        if not self._late:
            return self.lab.limits.get(experiment, USUAL)
        return self.lab.late_limits.get(experiment, AFTER_A_LIMIT if self._late[part] else ELSEWHERE_LATE)

    def _blame(self, check: str, error: Any) -> None:
        """Raise the verdict on an exception of the student's code: once in full, then by reference."""
        if not isinstance(error, dict):
            return
        kind, text = str(error.get("type"))[:80], str(error.get("message"))[:400]
        where = f"{error['file']}:{error['line']}" if error.get("file") else None
        if kind == "NotImplementedError":
            raise NotJudged("not_implemented", say("Not implemented yet: {hole}", hole=text.split(":")[0] or "?"),
                            where=where)
        first = self._blamed.setdefault((kind, NUMBERS.sub("#", text), where), check)
        observed, help = limit_messages.explained(kind, text)
        if (limit := limit_messages.limit_behind(kind, text)) is not None:
            raise limit
        if first != check:
            raise NotJudged("prerequisite", say(
                "Stopped by the same error as {check}: {error}", check=first, error=observed),
                where=where)
        raise Failed(observed=observed, where=where, help=help)

    def _add_notes(self, reply: Reply) -> None:
        notes = reply.result.get("notes") if reply.result else None
        for note in notes if isinstance(notes, list) else []:
            if (message := limit_messages.reported(note)) is not None:
                self._note(message)

    def _note(self, message: Message) -> None:
        if message not in self.notes and len(self.notes) < 40:
            self.notes.append(message)


def _tells_a_stub(reply: Reply) -> bool:
    """Whether the name asked for is not filled in: what ran before in its worker has no part in that."""
    missing = reply.result.get("missing") if reply.result else None
    return isinstance(missing, dict) and bool(missing.get("stub"))
