"""One submission graded: pytest runs the checks, each of them looks through the examination."""
from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from autograder import challenge, examination, rubric, sandbox
from autograder.diagnosis import explain
from autograder.examination import Examination
from autograder.judging import Failed, NotJudged, Observations
from autograder.messages import say
from autograder.plaintext import plain
from autograder.sandbox import WorkerFailure, Workers
from autograder.submission import Submission
from autograder.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, Verdict

CHECKS = Path(__file__).parent / "checks"
CORRIDOR = {Path(examination.__file__), *Path(sandbox.__file__).parent.glob("*.py")}
MAX_PLACE = 300
# Told after each check: everything so far, the check's own result last.
Listener = Callable[[Verdict], None]
# Given the examination before it is closed, and the verdict: gathers evidence for the page.
Witness = Callable[[Examination, Verdict], None]
# Given a part, its results and the examination: says which mistakes are behind what failed.
Explainer = Callable[[str, list[CheckResult], Examination], None]


class Look:
    """What a check is given: `look("loss.values", inputs)` and `look.rng("purpose")`.

    inputs: builds the experiment's inputs, called only where the experiment has not been run.
    case: tells two runs of one experiment with different inputs apart.
    """

    def __init__(self, examination: Examination, check: str) -> None:
        self._examination, self._check = examination, check
        self.rng = examination.rng
        self.heard = False  # whether a worker's reply has reached the check

    def __call__(self, experiment: str, inputs: Callable[[], dict[str, Any]] = dict,
                 case: str = "") -> Observations:
        observations = self._examination.look(self._check, experiment, inputs, case)
        self.heard = True
        return observations


class Recorder:
    """A pytest plugin: gives each check its `look`, keeps the rubric's order, records results.

    A part's mistakes are named once all of its results are in, before the listener hears of the last.
    """

    def __init__(self, examination: Examination, parts: Iterable[str], verdict: Verdict,
                 listener: Listener, explainer: Explainer) -> None:
        self._examination, self._parts = examination, set(parts)
        self._verdict, self._listener, self._explainer = verdict, listener, explainer
        self.failure: WorkerFailure | None = None
        self._waiting: list[CheckResult] | None = None  # of a part that may be looked at again

    @pytest.fixture
    def look(self, request: pytest.FixtureRequest) -> Look:
        return Look(self._examination, check_id(request.node))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {check: place for place, check in enumerate(rubric.POINTS)}
        items[:] = sorted((item for item in items if _part(item) in self._parts),
                          key=lambda item: order[check_id(item)])

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> pytest.TestReport:
        """Record the result. The report itself nobody reads: pytest's own would show the failing lines
        of the checks, which takes longer than the checks."""
        if call.excinfo is not None and isinstance(call.excinfo.value, WorkerFailure):
            self.failure = call.excinfo.value
            item.session.shouldstop = "no workers"
        elif call.when == "call" or call.excinfo is not None:
            self._hear(_result(item, call))
        outcome = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when, duration=call.duration)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Part by part, by one worker where that goes well."""
        for part, group in groupby(session.items, _part):
            items = list(group)
            if not (self._examination.shares and self._run_sharing(part, items)):
                self._run(items)
        return True

    def _run_sharing(self, part: str, items: list[pytest.Item]) -> bool:
        """Run a part's checks on what one worker says; False where they are to be run again.

        A part that is not all right is looked at again, by a worker for each experiment, unless it was so.
        """
        errors, self._waiting = self._examination.errors, []
        self._run(items)
        heard, self._waiting = self._waiting, None
        lost = any(result.outcome != PASSED for result in heard)
        if lost and self._examination.look_again(part, errors):
            for item in items:
                item._initrequest()  # pytest has no public way to run an item twice
            return False
        for result in heard:
            self._record(result)
        return True

    def _run(self, items: list[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], None]):
            if not item.session.shouldstop:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _hear(self, result: CheckResult) -> None:
        if self._waiting is None:
            self._record(result)
        else:
            self._waiting.append(result)

    def _record(self, result: CheckResult) -> None:
        self._verdict.results.append(result)
        if len(self._verdict.of_part(result.part)) == len(rubric.BY_NAME[result.part].checks):
            self._explain(result.part)
        self._listener(self._verdict)

    def _explain(self, part: str) -> None:
        try:
            self._explainer(part, self._verdict.results, self._examination)
        except WorkerFailure as failure:
            self.failure = failure


def grade(submission: Submission, workers: Workers, *, secret: str = "public",
          parts: Iterable[str] | None = None,
          listener: Listener = lambda verdict: None, explainer: Explainer = explain,
          witness: Witness | None = None) -> Verdict:
    """Grade a submission's parts (all by default). Never raises for what the submission does.

    Raises WorkerFailure where no workers can be had: no verdict is better than one of guesses.
    """
    started = time.monotonic()
    examination = Examination(submission, workers, secret)
    verdict = Verdict(submission.name, submission.digest, [], examination.notes,
                      _confinement(workers), complete=False)
    parts = set(parts or rubric.BY_NAME)
    recorder = Recorder(examination, parts, verdict, listener, explainer)
    try:
        files = [str(CHECKS / f"test_{part}.py") for part in sorted(parts)]
        ended = pytest.main([*files, "-c", os.devnull, "--rootdir", str(CHECKS), "-p", "no:terminal",
                     "-p", "no:cacheprovider", "-p", "no:logging", "-p", "no:faulthandler", "-s",
                     "--import-mode=importlib", "--disable-plugin-autoload",  # nobody else's plugins
                     # The checks use no bare assert; and garbage is collected twice a run otherwise.
                     "--assert=plain", "-p", "no:unraisableexception", "-p", "no:threadexception",
                     "-W", "ignore"], plugins=[recorder])
        verdict.complete = len(verdict.results) == sum(len(rubric.BY_NAME[part].checks) for part in parts)
        if recorder.failure is None and parts == set(rubric.BY_NAME):
            challenge.enter(examination, verdict)
        verdict.run["seconds"] = round(time.monotonic() - started, 3)
        if verdict.complete and witness:
            witness(examination, verdict)
    finally:
        examination.close()
    if recorder.failure is not None:
        raise recorder.failure
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"the checks ended early ({pytest.ExitCode(ended).name})")
    return verdict


def _confinement(workers: Workers) -> dict[str, Any]:
    plan = workers.confinement
    return {"worker": workers.kind, "layers": list(plan.on), "sufficient": plan.sufficient}


def check_id(item: pytest.Item) -> str:
    """`test_range` in `checks/test_generator.py` is the check `generator.range`."""
    return f"{_part(item)}.{item.originalname.removeprefix('test_')}"


def _part(item: pytest.Item) -> str:
    return item.path.stem.removeprefix("test_")


def _result(item: pytest.Item, call: pytest.CallInfo) -> CheckResult:
    claim = say(" ".join(item.function.__doc__.split()))
    result = CheckResult(check_id(item), PASSED, claim, seconds=round(call.duration, 3))
    if call.excinfo is None:
        return result
    error = call.excinfo.value
    if isinstance(error, Failed):
        result.outcome, result.expected = FAILED, error.expected
    elif isinstance(error, NotJudged):
        result.outcome, result.fault = NOT_JUDGED, error.fault
    elif _over_a_reply(item, error):
        result.outcome, result.fault = NOT_JUDGED, "reply"
        result.observed = say(
            "The reply holds something that this experiment never records, so it was not judged "
            "({reason}). A person should look at this submission.",
            reason=f"{type(error).__name__}: {error}"[:200])
        return result
    else:
        result.outcome, result.fault = NOT_JUDGED, "grader"
        trace = "".join(traceback.format_exception(error)[-4:])
        result.observed = say("The grader itself failed here; this check costs no points. {trace}",
                              trace=trace[-1500:])
        return result
    result.observed, result.help = error.observed, error.help
    result.where = plain(error.where, MAX_PLACE) if error.where else None
    return result


def _over_a_reply(item: pytest.Item, error: BaseException) -> bool:
    """Whether a check broke while it was judging what a worker sent.

    A worker's Python is the student's, so its replies may hold anything; were every check that
    breaks over one the grader's fault, breaking them would be the shortest way to full points.
    Faults of the corridor itself (workers, examination, inputs) stay the grader's.
    """
    look = item.funcargs.get("look")
    places = {Path(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(error.__traceback__)}
    return look is not None and look.heard and not places & CORRIDOR
