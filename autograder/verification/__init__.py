"""`verify`: compare a lab with what is stored in its fixtures.

- every submission of the sample class gets its stored verdict;
- every misconception loses exactly the checks that are stored for it, all of them in its own part;
- every right submission of fixtures/right_styles keeps every point;
- the sample class, graded twice, gets the same verdicts, and no words of the machine's stand in them;
- wrong work is named: the confusion table, over the misconceptions and over the held-out sets of fixtures/heldout;
- the lab's author has left nothing open (authors.py).
What a lab has not got is passed over. Stored verdicts change only by `verify --update`; `--only misconceptions
--part NAME` does a share of it.
"""
from __future__ import annotations

import json
import sys
import tempfile
import warnings
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from autograder.batch import grader
from autograder.batch.grade import GradingOptions, Outcome, grade_class
from autograder.diagnosis import grade
from autograder.grading.atomic import write_atomically
from autograder.grading.authoring import require_misconceptions
from autograder.grading.verdict import PASSED, Verdict
from autograder.lab import Lab
from autograder.platforms import find_submissions
from autograder.submissions.submission import read_submission
from autograder.verification.authors import open_matters
from autograder.verification.confusion import Finding, examine, table, troubles
from autograder.verification.corpora import STYLES, archives, heldout, submissions
from autograder.verification.fingerprints import lay_out, misconception_folder, misconceptions, right_folder
from autograder.verification.repetition import repeated

STORED = "verdicts.json"  # in a lab's fixtures
SAMPLE = "submissions"
# `python -m autograder.verification.fingerprints` runs a module that this one has imported already, as it may.
warnings.filterwarnings("ignore", ".*verification.fingerprints' found in sys.modules", RuntimeWarning)


def sets(lab: Lab) -> tuple[str, ...]:
    """The sets that this lab has something in."""
    has = {**dict.fromkeys((SAMPLE, "repeated"), (lab.fixtures / SAMPLE).is_dir()),
           "right": right_folder(lab).is_dir(), STYLES: STYLES in archives(lab),
           "misconceptions": bool(misconceptions(lab))}
    return (*(name for name, there in has.items() if there), *heldout(lab), "author")


def verify_course(lab: Lab, jobs: int, update: bool, only: Collection[str] = (), parts: Collection[str] = ()) -> int:
    """Print what differs; 0 where nothing does. `update` stores what was found instead.

    only: which of the sets to look at (default: all). parts: misconceptions of these parts (default: all). Raises
    AuthorError where one of them is not finished.
    """
    require_misconceptions(misconception_folder(lab), lab)
    only, parts = only or sets(lab), parts or tuple(lab.part)
    found, columns = _grade_sets(lab, jobs, only, parts)
    if update:
        stored = load_stored(lab)
        _store(lab, {kind: {**stored.get(kind, {}), **records} for kind, records in found.items()}, stored)
    differing = _repeat(lab) if "repeated" in only else 0
    differing += sum(_compare(lab, kind, records, parts) for kind, records in found.items())
    lines = [line for findings in columns.values() for line in troubles(findings)]
    print("\n".join([*lines, "", table(columns)]) if columns else "")
    wrong = any(line.startswith(("right rejected", "wrong")) for line in lines)
    left = _tell_author(lab, columns.get("misconceptions", [])) if "author" in only else 0
    return 1 if differing or wrong or left else 0


def _grade_sets(lab: Lab, jobs: int, only: Collection[str],
                parts: Collection[str]) -> tuple[dict[str, dict], dict[str, list[Finding]]]:
    """(records as they are stored, columns of the confusion table) of these sets."""
    found: dict[str, dict] = {}
    columns: dict[str, list[Finding]] = {}
    if SAMPLE in only:
        _tell("submissions")
        found[SAMPLE] = grade_sample_class(lab, jobs)
    if "misconceptions" in only:
        _tell("misconceptions")
        columns["misconceptions"] = examine(lab, misconceptions(lab, parts), "misconceptions", jobs)
        found["misconceptions"] = {finding.name: _own_checks(finding) for finding in columns["misconceptions"]}
    if "right" in only:
        _tell("right styles")
        wronged = wronged_submissions(lab, jobs)
        columns["right styles"] = [Finding(name, {}, wronged.get(name, {}), {})
                                   for name in _folders(right_folder(lab))]
    if STYLES in only:
        _tell("right in one file")
        columns["right in one file"] = examine(lab, submissions(lab, STYLES), "heldout", jobs)
    for number, which in enumerate(heldout(lab), 1):
        if which in only:
            _tell(f"held out {number}")
            columns[f"held out {number}"] = examine(lab, submissions(lab, which), "heldout", jobs)
    return found, columns


def _tell_author(lab: Lab, findings: list[Finding]) -> int:
    """Print what the lab's author has to see to; how many of it are faults."""
    matters = open_matters(lab, findings)
    print("\n".join(["", "for the lab's author:", *(f"  {matter.text}" for matter in matters)])
          if matters else "\nfor the lab's author: nothing is open")
    return sum(matter.is_fault for matter in matters)


def _repeat(lab: Lab) -> int:
    """Print what the sample class shows when it is graded twice; how many verdicts hang on the run."""
    _tell("submissions, twice")
    count, lines = repeated(lab, [lab.fixtures / SAMPLE])
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


def _store(lab: Lab, found: dict[str, dict], stored: dict) -> None:
    if "misconceptions" in found:  # those that are gone go
        found["misconceptions"] = {name: found["misconceptions"][name] for name in misconceptions(lab)
                                   if name in found["misconceptions"]}
    text = json.dumps({**stored, **found}, indent=1, ensure_ascii=False, sort_keys=False)
    write_atomically(lab.fixtures / STORED, text + "\n")
    print(f"stored in {lab.fixtures / STORED}")


def _compare(lab: Lab, kind: str, records: dict, parts: Collection[str]) -> int:
    """Print what differs from what is stored; how many do."""
    stored = {name: record for name, record in load_stored(lab).get(kind, {}).items()
              if kind == SAMPLE or name.split("/")[0] in parts}
    names = sorted({*records, *stored})
    unlike = [name for name in names if records.get(name) != stored.get(name)]
    for name in unlike:
        print(f"{name}:\n  stored {stored.get(name)}\n  found  {records.get(name)}")
    print(f"{kind}: {len(names) - len(unlike)} of {len(names)} as stored")
    return len(unlike)


def load_stored(lab: Lab) -> dict:
    """What is stored of the lab: {} before the first `verify --update`."""
    path = lab.fixtures / STORED
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def grade_sample_class(lab: Lab, jobs: int, folder: Path | None = None,
                       without: Collection[str] = ()) -> dict[str, dict]:
    """Name -> summary for the sample class, or for another folder, without these names."""
    class_folder = folder or lab.fixtures / SAMPLE
    submissions = {name: path for name, path in find_submissions([class_folder], lab).items() if name not in without}
    with tempfile.TemporaryDirectory() as out:
        outcomes = list(grade_class(submissions, Path(out), GradingOptions(pictures=False), jobs, lab=lab))
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


def broken_checks(lab: Lab, names: Iterable[str], jobs: int, whole: bool = False) -> dict[str, list[str]]:
    """Misconception -> the checks that it fails: those of its part, or of all parts if whole."""
    names = list(names)
    with grader.pool(jobs, "auto", lab=lab.reference) as pool:
        return dict(zip(names, pool.map(partial(_break, lab, whole=whole), names)))


def _break(lab: Lab, name: str, whole: bool) -> list[str]:
    """Grade the solution with one file replaced by a misconception."""
    part = name.split("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        verdict = grade(read_submission(lay_out(lab, name, Path(folder)), name, lab), grader.workers(),
                        parts=None if whole else [part])
    return sorted(lost_checks(verdict))


def wronged_submissions(lab: Lab, jobs: int) -> dict[str, dict]:
    """Right submissions that lost a point, and where."""
    found = grade_sample_class(lab, jobs, right_folder(lab))
    return {name: record.get("lost", record) for name, record in found.items()
            if record.get("score") != lab.total or record.get("bonus") != lab.bonus}
