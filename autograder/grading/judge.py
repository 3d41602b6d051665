"""Judge one submission: its checks run part by part, each looking through the session."""
from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder import VERSION, sandbox
from autograder.grading import session as sessions
from autograder.grading.asked import asked_parts, result_of
from autograder.grading.check_runner import CheckRun, check_runner
from autograder.grading.observations import Failed, NotJudged, Observations
from autograder.grading.session import Session
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, Verdict
from autograder.i18n.messages import say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab
from autograder.sandbox import WorkerFailure, Workers
from autograder.sandbox.errors import cleaned, said_by
from autograder.submissions.submission import Submission

ENGINE_OWN = {Path(sessions.__file__), *Path(sandbox.__file__).parent.glob("*.py")}
MAX_PLACE = 300
# Told after each check: everything so far, the check's own result last.
Listener = Callable[[Verdict], None]
# Given the session before it is closed, and the verdict: gathers page data.
Observer = Callable[[Session, Verdict], None]
# Given a part, its results and the session: says which mistakes are behind what failed.
Explainer = Callable[[str, list[CheckResult], Session], None]


class Look:
    """What a check is given: `look("loss.values", inputs)` and `look.rng("purpose")`.

    inputs: builds the experiment's inputs, called only where the experiment has not been run.
    case: tells two runs of one experiment with different inputs apart.
    """

    def __init__(self, session: Session, check: str) -> None:
        self._session, self._check = session, check
        self.rng = session.rng
        self.heard = False  # whether a worker's reply has reached the check
        self._asked: list[tuple[str, str]] = []

    def __call__(self, experiment: str, inputs: Callable[[], dict[str, Any]] = dict,
                 case: str = "") -> Observations:
        self._asked.append((experiment, case))
        observations = self._session.look(self._check, experiment, inputs, case)
        self.heard = True
        return observations

    @property
    def printed(self) -> list[str]:
        """What the student's code printed in the experiments that this check went by."""
        return self._session.printed(self._asked)


class Recorder:
    """Runs the checks part by part, and records their results in the rubric's order.

    A part's mistakes are named once all of its results are in, before the listener hears of the last.
    """

    def __init__(self, session: Session, verdict: Verdict, listener: Listener, explainer: Explainer) -> None:
        self._session, self._verdict = session, verdict
        self._listener, self._explainer = listener, explainer
        self.failure: WorkerFailure | None = None
        self._recorded: Counter[str] = Counter()
        self._waiting: list[CheckResult] | None = None  # of a part that may be looked at again

    def run(self, part: str) -> None:
        """This part's checks, by a worker that others use too where that goes well."""
        if not (self._session.shares and self._run_sharing(part)):
            self._run(part)

    def _run_sharing(self, part: str) -> bool:
        """Run a part's checks on what a worker in use says; False where they are to be run again.

        A part that is not all right is looked at again, by a worker for each experiment, unless it was so.
        """
        reported, self._waiting = self._session.reported, []
        self._run(part)
        heard, self._waiting = self._waiting, None
        lost = any(result.outcome != PASSED for result in heard)
        if lost and self._session.examine_again(part, reported):
            return False
        for result in heard:
            self._record(result)
        return True

    def _run(self, part: str) -> None:
        check_runner(self._session.lab).run(part, lambda check: Look(self._session, check), self._hear,
                                            lambda: self.failure is None)

    def _hear(self, run: CheckRun) -> None:
        if isinstance(run.error, WorkerFailure):
            self.failure = run.error
        elif self._waiting is None:
            self._record(_result(run, self._session.lab))
        else:
            self._waiting.append(_result(run, self._session.lab))

    def _record(self, result: CheckResult) -> None:
        if any(other.printed == result.printed for other in self._verdict.of_part(result.part)):
            result.printed = []  # told once
        self._verdict.results.append(result)
        self._recorded[result.part] += 1
        if self._recorded[result.part] == len(result.asked.checks):
            self._explain(result.part)
        self._listener(self._verdict)

    def _explain(self, part: str) -> None:
        try:
            self._explainer(part, self._verdict.results, self._session)
        except WorkerFailure as failure:
            self.failure = failure


def judge(submission: Submission, workers: Workers, *, secret: str = "public",
          parts: Iterable[str] | None = None, challenge_data: Any = None,
          listener: Listener = lambda verdict: None,
          explainer: Explainer = lambda part, results, session: None,
          observer: Observer | None = None) -> Verdict:
    """Judge a submission's parts (all by default); its mistakes stay nameless.

    Never raises for what the submission does.

    challenge_data: what the challenge is scored on (default: drawn from the secret).

    Raises WorkerFailure where no workers can be had: no verdict is better than one of guesses.
    """
    started = time.monotonic()
    session = Session(submission, workers, secret)
    lab = submission.lab
    parts = set(parts or lab.part)
    verdict = Verdict(submission.name, submission.digest, [], session.notes,
                      _confinement(workers), complete=False, rubric=asked_parts(lab, parts),
                      lab=lab.name, version=VERSION)
    recorder = Recorder(session, verdict, listener, explainer)
    try:
        for part in filter(parts.__contains__, lab.part):
            recorder.run(part)
        verdict.complete = len(verdict.results) == sum(len(part.checks) for part in verdict.rubric)
        if recorder.failure is None and parts == set(lab.part) and lab.challenge is not None:
            import_module(lab.challenge.package).enter(session, verdict, challenge_data)
        verdict.run["seconds"] = round(time.monotonic() - started, 3)
        if verdict.complete and observer:
            observer(session, verdict)
    finally:
        session.close()
    if recorder.failure is not None:
        raise recorder.failure
    return verdict


def _confinement(workers: Workers) -> dict[str, Any]:
    plan = workers.confinement
    return {"worker": workers.kind, "layers": list(plan.on), "sufficient": plan.sufficient}


def _result(run: CheckRun, lab: Lab) -> CheckResult:
    claim = lab.claim(run.function.__doc__)
    result = result_of(lab, run.check, PASSED, claim, seconds=round(run.seconds, 3))
    error = run.error
    if error is None:
        return result
    result.printed = run.look.printed
    if isinstance(error, Failed):
        result.outcome, result.expected = FAILED, error.expected
    elif isinstance(error, NotJudged):
        result.outcome, result.fault = NOT_JUDGED, error.fault
    elif _over_a_reply(run):
        result.outcome, result.fault = NOT_JUDGED, "reply"
        result.observed = say(
            "The reply holds something that this experiment never records, so it was not judged "
            "({reason}). A person should look at this submission.",
            reason=f"{type(error).__name__}: {said_by(error)}"[:200])
        return result
    else:
        result.outcome, result.fault = NOT_JUDGED, "grader"
        trace = "".join(traceback.format_exception(error)[-4:])
        result.observed = say("The grader itself failed here; this check costs no points. {trace}",
                              trace=cleaned(trace)[-1500:])
        return result
    result.observed, result.help = error.observed, error.help
    result.where = plain(error.where, MAX_PLACE) if error.where else None
    return result


def _over_a_reply(run: CheckRun) -> bool:
    """Whether a check broke while it was judging what a worker sent.

    A worker's Python is the student's, so its replies may hold anything; were every check that
    breaks over one the grader's fault, breaking them would be the shortest way to full points.
    Faults of the engine itself (workers, session, inputs) stay the grader's.
    """
    trace = run.error.__traceback__ if run.error else None
    places = {Path(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(trace)}
    return run.look.heard and not places & ENGINE_OWN
