"""Build fingerprints.json: grade every misconception on its own part and keep its facts.

Facts that right work shows too say nothing, and slots whose facts come out differently under
another secret hang on the inputs. Neither counts when mistakes are named.

    python -m autograder.verification.fingerprints --update       make them anew
    python -m autograder.verification.fingerprints --sentences    take over the docstrings, grade nothing
"""
from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from autograder.batch import grader
from autograder.diagnosis import grade, matching
from autograder.diagnosis.facts import gather
from autograder.diagnosis.lines import words_of
from autograder.diagnosis.matching import hashed, hashed_slot, hashed_word, slot
from autograder.grading.atomic import write_atomically
from autograder.grading.authoring import AuthorError, misconception_fields, require_misconceptions
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, CheckResult
from autograder.lab import load
from autograder.submissions.submission import read_submission

LAB = load()
ROOT = LAB.root
MISCONCEPTIONS = LAB.fixtures / "misconceptions"
RIGHT = LAB.fixtures / "right_styles" / "right"
STORED = LAB.folder / matching.STORED
OTHER_SECRET = "another"
# Every so many misconceptions one is observed under the other secret too.
SAMPLED = 4
# Right work in unlike styles: what all of these show besides the solution is no sign of a mistake.
UNLIKE = ("handout", "unet_small", "resnet_blocks", "functional_parameters", "callable_objects", "golfed",
          "pixelshuffle_atan", "weight_norm_clamped_sigmoid", "fresh_fake_zero_both", "plt_imread")


def misconceptions(parts: Iterable[str] = LAB.part) -> list[str]:
    """`part/name` of every misconception of these parts."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in MISCONCEPTIONS.glob("*/*.py")
                  if path.parent.name in set(parts))


def _file_of(name: str) -> str:
    return LAB.part[name.split("/")[0]].file or "generator.py"


def lay_out(name: str, folder: Path) -> Path:
    """The solution with one file replaced by a misconception."""
    for file in LAB.files:
        shutil.copy(ROOT / "solution" / file, folder)
    shutil.copy(MISCONCEPTIONS / f"{name}.py", folder / _file_of(name))
    return folder


def observe(name: str, secret: str = "public") -> dict[str, list[str]]:
    """What one misconception shows on its own part: {"facts": ..., "checks": ...}."""
    part = name.split("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        return observe_folder(lay_out(name, Path(folder)), part, secret)


def observe_folder(folder: Path, part: str, secret: str, right: bool = False) -> dict[str, list[str]]:
    """The facts of one part of a submission and the checks that it lost.

    right: gather facts even though nothing failed.
    """
    found: dict[str, list[str]] = {"facts": [], "checks": []}

    def listen(part: str, results: list[CheckResult], session: Session) -> None:
        lost = [result for result in results if result.outcome != PASSED]
        found["checks"] = sorted(result.check for result in lost)
        found["facts"] = sorted(gather(part, lost, session, even_if_right=right))

    grade(read_submission(folder), grader.workers(), parts=[part], secret=secret, explainer=listen)
    return found


def usual(part: str, folder: Path) -> set[str]:
    """The facts of a right submission: with them, a mistake can't be told."""
    return set(observe_folder(folder, part, "public", right=True)["facts"])


@dataclass
class Observed:
    """What one part's misconceptions and right styles showed: facts as text."""

    usual: set[str]
    seen: dict[str, dict[str, list[str]]]
    again: dict[str, dict[str, list[str]]]


def collect(part: str, pool: Executor) -> Observed:
    """Grade every misconception of a part, a share of them under another secret too, and the right styles."""
    right = [ROOT / "solution", *(RIGHT / name for name in UNLIKE)]
    names = misconceptions([part])
    shown, seen = pool.map(partial(usual, part), right), pool.map(observe, names)
    again = pool.map(partial(observe, secret=OTHER_SECRET), names[::SAMPLED])
    return Observed({fact for facts in shown for fact in facts}, dict(zip(names, seen)),
                    dict(zip(names[::SAMPLED], again)))


def assemble(part: str, observed: Observed) -> dict:
    """A part's record in fingerprints.json."""
    differing = Counter(about for name, again in observed.again.items() for about in {slot(fact) for fact in (
        set(observed.seen[name]["facts"]) ^ set(again["facts"]))})
    shaky = {about for about, times in differing.items() if times > 1 and about not in LAB.points}
    entries = {name.split("/")[1]: _entry(name, seen, observed.usual, shaky) for name, seen in observed.seen.items()}
    return {"usual": sorted(map(hashed, observed.usual)), "shaky": sorted(map(hashed_slot, shaky)),
            "lacking": lacking(part), "misconceptions": entries}


def update(parts: Iterable[str], jobs: int) -> None:
    """Observe the misconceptions of these parts anew; the other parts stay as they are stored.

    Raises AuthorError where one is not finished, before any is graded.
    """
    require_misconceptions(MISCONCEPTIONS, LAB)
    record = json.loads(STORED.read_text()) if STORED.exists() else {"parts": {}}
    with grader.pool(jobs, "auto") as pool:
        for part in parts:
            record["parts"][part] = assemble(part, collect(part, pool))
            print(f"{part}: {len(record['parts'][part]['misconceptions'])} misconceptions")
            store(record)


def refresh_sentences() -> int:
    """Store what the docstrings say now, without grading; the number of entries that have changed.

    Raises AuthorError where one says too little.
    """
    require_misconceptions(MISCONCEPTIONS, LAB)
    record, changed = json.loads(STORED.read_text(encoding="utf-8")), 0
    for part, entries in record["parts"].items():
        for name, entry in entries["misconceptions"].items():
            said = sentences(MISCONCEPTIONS / part / f"{name}.py")
            changed += any(entry[kind] != said[kind] for kind in said)
            entry.update(said)
    store(record)
    return changed


def store(record: dict) -> None:
    write_atomically(STORED, json.dumps(record, ensure_ascii=False, indent=0) + "\n")


def _entry(name: str, seen: dict, common: set[str], shaky: set[str]) -> dict:
    facts = {fact for fact in seen["facts"] if fact not in common and slot(fact) not in shaky}
    return {"facts": sorted(map(hashed, facts)), "words": sorted(map(hashed_word, written(name))),
            "checks": seen["checks"], **sentences(MISCONCEPTIONS / f"{name}.py")}


def written(name: str) -> set[str]:
    """The words that a misconception has and the solution has not, and "-word" the other way round."""
    part = name.split("/")[0]
    solution = words_of(LAB.part[part], read_submission(ROOT / "solution"))
    with tempfile.TemporaryDirectory() as folder:
        own = words_of(LAB.part[part], read_submission(lay_out(name, Path(folder))))
    return (own - solution) | {f"-{word}" for word in solution - own}


def lacking(part: str) -> list[list[str]]:
    """The solution's words of a part, hashed, each with the hash that stands for its absence."""
    words = sorted(words_of(LAB.part[part], read_submission(ROOT / "solution")))
    return [[hashed_word(word), hashed_word(f"-{word}")] for word in words]


def sentences(path: Path) -> dict[str, dict[str, str]]:
    """`mistake` and `try` of a misconception's docstring, in both languages. Raises AuthorError."""
    fields = misconception_fields(path, LAB)
    return {kind: {"en": fields[kind], "zh": fields[f"{kind}-zh"]} for kind in ("mistake", "try")}


@click.command()
@click.option("--update", "anew", is_flag=True, help="Grade every misconception and store its facts.")
@click.option("--sentences", "said", is_flag=True, help="Store the docstrings' sentences; the facts stay as they are.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(LAB.part)))
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(anew: bool, said: bool, parts: tuple[str, ...], jobs: int | None) -> None:
    """Fingerprints of the misconceptions, from fixtures/misconceptions."""
    if anew == said:
        raise click.UsageError("name one of --update and --sentences")
    try:
        if anew:
            update(parts or LAB.part, jobs or os.cpu_count() or 1)
        else:
            print(f"{refresh_sentences()} sentences have changed")
    except AuthorError as error:
        raise SystemExit(f"{error}\nNothing was stored.") from None


if __name__ == "__main__":
    main()
