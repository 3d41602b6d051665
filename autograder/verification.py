"""The verb `verify`: the course lints itself against what is stored in fixtures/.

- every submission of the sample class gets its stored verdict;
- every misconception loses exactly the checks that are stored for it, all of them in its own part;
- every right submission of tests/corpus/right keeps every point.
Stored verdicts change only by `verify --update`.
"""
from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from autograder import batch, rubric
from autograder.batch import Outcome, find_submissions, grade_class
from autograder.grading import grade
from autograder.submission import read_submission
from autograder.verdict import PASSED, Verdict, write_atomically

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
MISCONCEPTIONS = FIXTURES / "misconceptions"
RIGHT = ROOT / "tests" / "corpus" / "right"
STORED = FIXTURES / "verdicts.json"


def verify_course(jobs: int, update: bool) -> int:
    """Print what differs; 0 where nothing does. `update` stores what was found instead."""
    found = {"submissions": grade_sample_class(jobs),
             "misconceptions": broken_checks(misconceptions(), jobs)}
    wronged = wronged_submissions(jobs)
    if update:
        write_atomically(STORED, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
        print(f"stored in {STORED}")
    stored = load_stored()
    differing = 0
    for kind, records in found.items():
        names = sorted({*records, *stored[kind]})
        unlike = [name for name in names if records.get(name) != stored[kind].get(name)]
        for name in unlike:
            print(f"{name}:\n  stored {stored[kind].get(name)}\n  found  {records.get(name)}")
        print(f"{kind}: {len(names) - len(unlike)} of {len(names)} as stored")
        differing += len(unlike)
    missed = [name for name, checks in found["misconceptions"].items() if not checks]
    print(f"wrong accepted: {len(missed)} {' '.join(missed)}")
    print(f"right rejected: {len(wronged)} of {len(list(RIGHT.iterdir()))} {wronged or ''}")
    return 1 if differing or missed or wronged else 0


def load_stored() -> dict:
    return json.loads(STORED.read_text(encoding="utf-8"))


def misconceptions() -> list[str]:
    """`part/name` of every misconception."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in MISCONCEPTIONS.glob("*/*.py"))


def grade_sample_class(jobs: int, folder: Path = FIXTURES / "submissions") -> dict[str, dict]:
    """Name -> summary for the sample class."""
    with tempfile.TemporaryDirectory() as out:
        outcomes = list(grade_class(find_submissions([folder]), Path(out), jobs, "public", "auto",
                                    pictures=False))
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
    with batch.pool(jobs, "auto") as pool:
        return dict(zip(names, pool.map(partial(_break, whole=whole), names)))


def _break(name: str, whole: bool) -> list[str]:
    """Grade the solution with one file replaced by a misconception."""
    part = name.split("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        for file in rubric.FILES:
            shutil.copy(ROOT / "solution" / file, folder)
        target = rubric.BY_NAME[part].file or "generator.py"
        shutil.copy(MISCONCEPTIONS / f"{name}.py", Path(folder) / target)
        verdict = grade(read_submission(Path(folder), name), batch.workers(),
                        parts=None if whole else [part])
    return sorted(lost_checks(verdict))


def wronged_submissions(jobs: int) -> dict[str, dict]:
    """Right submissions that lost a point, and where."""
    found = grade_sample_class(jobs, RIGHT)
    return {name: record.get("lost", record) for name, record in found.items()
            if record.get("score") != rubric.TOTAL or record.get("bonus") != rubric.BONUS}
