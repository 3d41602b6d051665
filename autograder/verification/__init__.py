"""`verify`: compare a lab with what is stored in its fixtures.

- every submission of the sample class gets its stored verdict;
- every misconception loses exactly the checks that are stored for it, all of them in its own part;
- every right submission of fixtures/right_styles keeps every point;
- the sample class, graded twice, gets the same verdicts, and no words of the machine's stand in them;
- wrong work is named: the confusion table, over the misconceptions and over the held-out sets of fixtures/heldout.
Stored verdicts change only by `verify --update`. `--only naming --part loss` does a share of it.
"""
from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from autograder.batch import grader
from autograder.batch.grade import GradingOptions, Outcome, grade_class
from autograder.diagnosis import grade
from autograder.grading.atomic import write_atomically
from autograder.grading.authoring import require_misconceptions
from autograder.grading.verdict import PASSED, Verdict
from autograder.platforms import find_submissions
from autograder.submissions.submission import read_submission
from autograder.verification.confusion import Finding, examine, table, troubles
from autograder.verification.corpora import HELDOUT, STYLES, submissions
from autograder.verification.fingerprints import LAB, MISCONCEPTIONS, RIGHT, lay_out, misconceptions
from autograder.verification.repetition import repeated

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
STORED = FIXTURES / "verdicts.json"


SETS = ("submissions", "repeated", "right", STYLES, "misconceptions", *HELDOUT)


def verify_course(jobs: int, update: bool, only: Collection[str] = SETS,
                  parts: Collection[str] = tuple(LAB.part)) -> int:
    """Print what differs; 0 where nothing does. `update` stores what was found instead.

    only: which of SETS to look at. parts: misconceptions of these parts. Raises AuthorError where one
    of them is not finished.
    """
    require_misconceptions(MISCONCEPTIONS, LAB)
    found: dict[str, dict] = {}
    columns: dict[str, list[Finding]] = {}
    if "submissions" in only:
        _tell("submissions")
        found["submissions"] = grade_sample_class(jobs)
    if "misconceptions" in only:
        _tell("misconceptions")
        columns["misconceptions"] = examine(misconceptions(parts), "misconceptions", jobs)
        found["misconceptions"] = {finding.name: _own_checks(finding) for finding in columns["misconceptions"]}
    if update:
        stored = load_stored()
        _store({kind: {**stored.get(kind, {}), **records} for kind, records in found.items()}, stored)
    differing = _repeat() if "repeated" in only else 0
    differing += sum(_compare(kind, records, parts) for kind, records in found.items())
    if "right" in only:
        _tell("right styles")
        wronged = wronged_submissions(jobs)
        columns["right styles"] = [Finding(name, {}, wronged.get(name, {}), {}) for name in _folders(RIGHT)]
    if STYLES in only:
        _tell("right in one file")
        columns["right in one file"] = examine(submissions(STYLES), "heldout", jobs)
    for number, which in enumerate(HELDOUT, 1):
        if which in only:
            _tell(f"held out {number}")
            columns[f"held out {number}"] = examine(submissions(which), "heldout", jobs)
    lines = [line for findings in columns.values() for line in troubles(findings)]
    print("\n".join([*lines, "", table(columns)]) if columns else "")
    wrong = any(line.startswith(("right rejected", "wrong")) for line in lines)
    return 1 if differing or wrong else 0


def _repeat() -> int:
    """Print what the sample class shows when it is graded twice; how many verdicts hang on the run."""
    _tell("submissions, twice")
    count, lines = repeated([FIXTURES / "submissions"])
    print("\n".join([*lines, f"repeated: {count} submissions, {len(lines)} verdicts that hang on the run"]))
    return len(lines)


def _tell(which: str) -> None:
    """What is being graded, on stderr: the whole takes a quarter of an hour."""
    print(f"grading: {which} …", file=sys.stderr, flush=True)


def _folders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _own_checks(finding: Finding) -> list[str]:
    """Of the checks that a misconception lost, those of its own part."""
    return sorted(check for check in finding.lost if check.split(".")[0] in finding.expected)


def _store(found: dict[str, dict], stored: dict) -> None:
    if "misconceptions" in found:  # those that are gone go
        found["misconceptions"] = {name: found["misconceptions"][name] for name in misconceptions()
                                   if name in found["misconceptions"]}
    text = json.dumps({**stored, **found}, indent=1, ensure_ascii=False, sort_keys=False)
    write_atomically(STORED, text + "\n")
    print(f"stored in {STORED}")


def _compare(kind: str, records: dict, parts: Collection[str]) -> int:
    """Print what differs from what is stored; how many do."""
    stored = {name: record for name, record in load_stored()[kind].items()
              if kind == "submissions" or name.split("/")[0] in parts}
    names = sorted({*records, *stored})
    unlike = [name for name in names if records.get(name) != stored.get(name)]
    for name in unlike:
        print(f"{name}:\n  stored {stored.get(name)}\n  found  {records.get(name)}")
    print(f"{kind}: {len(names) - len(unlike)} of {len(names)} as stored")
    return len(unlike)


def load_stored() -> dict:
    return json.loads(STORED.read_text(encoding="utf-8"))


def grade_sample_class(jobs: int, folder: Path = FIXTURES / "submissions",
                       without: Collection[str] = ()) -> dict[str, dict]:
    """Name -> summary for the sample class, or for another folder, without these names."""
    submissions = {name: path for name, path in find_submissions([folder]).items() if name not in without}
    with tempfile.TemporaryDirectory() as out:
        outcomes = list(grade_class(submissions, Path(out), GradingOptions(pictures=False), jobs))
    return {outcome.name: summary(outcome)
            for outcome in sorted(outcomes, key=lambda outcome: outcome.name)}


def summary(outcome: Outcome) -> dict:
    """A verdict in short: the score, and every check that did not pass with its outcome."""
    if outcome.verdict is None:
        return {"unreadable": outcome.problem.text}
    return {"score": outcome.verdict.score, "bonus": outcome.verdict.bonus,
            "lost": lost_checks(outcome.verdict)}


def lost_checks(verdict: Verdict) -> dict[str, str]:
    """Check -> fault or outcome, for every check that did not pass."""
    return {result.check: result.fault or result.outcome
            for result in verdict.results if result.outcome != PASSED}


def broken_checks(names: Iterable[str], jobs: int, whole: bool = False) -> dict[str, list[str]]:
    """Misconception -> the checks that it fails: those of its part, or of all parts if whole."""
    names = list(names)
    with grader.pool(jobs, "auto") as pool:
        return dict(zip(names, pool.map(partial(_break, whole=whole), names)))


def _break(name: str, whole: bool) -> list[str]:
    """Grade the solution with one file replaced by a misconception."""
    part = name.split("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        verdict = grade(read_submission(lay_out(name, Path(folder)), name), grader.workers(),
                        parts=None if whole else [part])
    return sorted(lost_checks(verdict))


def wronged_submissions(jobs: int) -> dict[str, dict]:
    """Right submissions that lost a point, and where."""
    found = grade_sample_class(jobs, RIGHT)
    return {name: record.get("lost", record) for name, record in found.items()
            if record.get("score") != LAB.total or record.get("bonus") != LAB.bonus}
