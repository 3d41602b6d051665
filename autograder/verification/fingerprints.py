"""Build fingerprints.json: grade every misconception on its own part and keep its facts.

Facts that right work shows too say nothing, and slots whose facts come out differently under
another secret hang on the inputs. Neither counts when mistakes are named.

    python -m autograder.verification.fingerprints --update       make them anew
    python -m autograder.verification.fingerprints --sentences    take over the docstrings, grade nothing
"""
from __future__ import annotations

import ast
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
from autograder.lab import Lab
from autograder.submissions.frozen import unpacked
from autograder.submissions.submission import read_submission
from autograder.verification.options import LAB, PART

OTHER_SECRET = "another"
# Every so many misconceptions one is observed under the other secret too.
SAMPLED = 4
# Whole right submissions; and which of them are in unlike styles: what these show besides the solution is no sign
# of a mistake.
RIGHT = "right_styles/right"
UNLIKE = "right_styles/unlike.json"


def misconception_folder(lab: Lab) -> Path:
    """A folder for each part, in which each file is one mistake."""
    return lab.fixtures / "misconceptions"


def right_folder(lab: Lab) -> Path:
    """Right work in other styles than the solution's, a folder each: as they lie there, or frozen as an archive."""
    folder = lab.fixtures / RIGHT
    archive = folder.with_suffix(".zip")
    return unpacked(archive) if archive.exists() else folder


def unlike_styles(lab: Lab) -> list[Path]:
    """Right work whose facts are usual: what the list beside it names, or all of it where there is no list."""
    listed, folder = lab.fixtures / UNLIKE, right_folder(lab)
    if listed.exists():
        return [folder / name for name in json.loads(listed.read_text(encoding="utf-8"))]
    return sorted(folder.iterdir()) if folder.exists() else []


def misconceptions(lab: Lab, parts: Iterable[str] | None = None) -> list[str]:
    """`part/name` of every misconception of these parts (default: of all)."""
    chosen = set(lab.part if parts is None else parts)
    return sorted(f"{path.parent.name}/{path.stem}" for path in misconception_folder(lab).glob("*/*.py")
                  if path.parent.name in chosen)


def file_of(lab: Lab, misconception: Path) -> str:
    """The file that a misconception stands in the place of: its part's; where that has none, that of its first name."""
    if file := lab.part[misconception.parent.name].file:
        return file
    tree = ast.parse(misconception.read_text(encoding="utf-8"))
    defined = [node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    return next((lab.canonical_file[name] for name in defined if name in lab.canonical_file), lab.files[-1])


def lay_out(lab: Lab, name: str, folder: Path) -> Path:
    """The solution with one file replaced by a misconception."""
    for file in lab.files:
        shutil.copy(lab.solution / file, folder)
    path = misconception_folder(lab) / f"{name}.py"
    shutil.copy(path, folder / file_of(lab, path))
    return folder


def observe(lab: Lab, name: str, secret: str = "public") -> dict[str, list[str]]:
    """What one misconception shows on its own part: {"facts": ..., "checks": ...}."""
    part = name.split("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        return observe_folder(lab, lay_out(lab, name, Path(folder)), part, secret)


def observe_folder(lab: Lab, folder: Path, part: str, secret: str, right: bool = False) -> dict[str, list[str]]:
    """The facts of one part of a submission, the checks that it lost, and the blunders of fact functions.

    right: gather facts even though nothing failed.
    """
    found: dict[str, list[str]] = {"facts": [], "checks": [], "blunders": []}

    def listen(part: str, results: list[CheckResult], session: Session) -> None:
        lost = [result for result in results if result.outcome != PASSED]
        found["checks"] = sorted(result.check for result in lost)
        found["facts"] = sorted(gather(part, lost, session, right, found["blunders"]))

    grade(read_submission(folder, lab=lab), grader.workers(), parts=[part], secret=secret, explainer=listen)
    return found


def usual(lab: Lab, part: str, folder: Path) -> dict[str, list[str]]:
    """What a right submission shows: with its facts, a mistake can't be told."""
    return observe_folder(lab, folder, part, "public", right=True)


@dataclass
class Observed:
    """What one part's misconceptions and right styles showed: facts as text. blunders: of facts about the solution."""

    usual: set[str]
    seen: dict[str, dict[str, list[str]]]
    again: dict[str, dict[str, list[str]]]
    blunders: list[str]


def collect(lab: Lab, part: str, pool: Executor) -> Observed:
    """Grade every misconception of a part, a share of them under another secret too, and the right styles."""
    right, names = [lab.solution, *unlike_styles(lab)], misconceptions(lab, [part])
    shown, seen = list(pool.map(partial(usual, lab, part), right)), pool.map(partial(observe, lab), names)
    again = pool.map(partial(observe, lab, secret=OTHER_SECRET), names[::SAMPLED])
    return Observed({fact for found in shown for fact in found["facts"]}, dict(zip(names, seen)),
                    dict(zip(names[::SAMPLED], again)), shown[0]["blunders"])


def assemble(lab: Lab, part: str, observed: Observed) -> dict:
    """A part's record in fingerprints.json."""
    differing = Counter(about for name, again in observed.again.items() for about in {slot(fact) for fact in (
        set(observed.seen[name]["facts"]) ^ set(again["facts"]))})
    shaky = {about for about, times in differing.items() if times > 1 and about not in lab.points}
    entries = {name.split("/")[1]: _entry(lab, name, seen, observed.usual, shaky)
               for name, seen in observed.seen.items()}
    return {"usual": sorted(map(hashed, observed.usual)), "shaky": sorted(map(hashed_slot, shaky)),
            "lacking": lacking(lab, part), "misconceptions": entries}


def update(lab: Lab, parts: Iterable[str], jobs: int) -> None:
    """Observe the misconceptions of these parts anew; the lab's other parts stay as they are stored.

    Raises AuthorError where one is not finished, before any is graded.
    """
    require_misconceptions(misconception_folder(lab), lab)
    record = _record(lab)
    record["parts"] = {part: kept for part, kept in record["parts"].items() if part in lab.part}
    with grader.pool(jobs, "auto", lab=lab.reference) as pool:
        for part in parts:
            observed = collect(lab, part, pool)
            record["parts"][part] = assemble(lab, part, observed)
            print("\n".join([f"{part}: {len(observed.seen)} misconceptions", *observed.blunders]))
            store(lab, record)


def refresh_sentences(lab: Lab) -> int:
    """Store what the docstrings say now, without grading; the number of entries that have changed.

    Raises AuthorError where one says too little.
    """
    require_misconceptions(misconception_folder(lab), lab)
    record, changed = _record(lab), 0
    for part, entries in record["parts"].items():
        for name, entry in entries["misconceptions"].items():
            said = sentences(lab, misconception_folder(lab) / part / f"{name}.py")
            changed += any(entry[kind] != said[kind] for kind in said)
            entry.update(said)
    store(lab, record)
    return changed


def _record(lab: Lab) -> dict:
    path = lab.folder / matching.STORED
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"parts": {}}


def store(lab: Lab, record: dict) -> None:
    write_atomically(lab.folder / matching.STORED, json.dumps(record, ensure_ascii=False, indent=0) + "\n")


def _entry(lab: Lab, name: str, seen: dict, common: set[str], shaky: set[str]) -> dict:
    facts = {fact for fact in seen["facts"] if fact not in common and slot(fact) not in shaky}
    return {"facts": sorted(map(hashed, facts)), "words": sorted(map(hashed_word, written(lab, name))),
            "checks": seen["checks"], **sentences(lab, misconception_folder(lab) / f"{name}.py")}


def written(lab: Lab, name: str) -> set[str]:
    """The words that a misconception has and the solution has not, and "-word" the other way round."""
    part = name.split("/")[0]
    solution = words_of(lab.part[part], read_submission(lab.solution, lab=lab))
    with tempfile.TemporaryDirectory() as folder:
        own = words_of(lab.part[part], read_submission(lay_out(lab, name, Path(folder)), lab=lab))
    return (own - solution) | {f"-{word}" for word in solution - own}


def lacking(lab: Lab, part: str) -> list[list[str]]:
    """The solution's words of a part, hashed, each with the hash that stands for its absence."""
    words = sorted(words_of(lab.part[part], read_submission(lab.solution, lab=lab)))
    return [[hashed_word(word), hashed_word(f"-{word}")] for word in words]


def sentences(lab: Lab, path: Path) -> dict[str, dict[str, str]]:
    """`mistake` and `try` of a misconception's docstring, in both languages. Raises AuthorError."""
    fields = misconception_fields(path, lab)
    return {kind: {"en": fields[kind], "zh": fields[f"{kind}-zh"]} for kind in ("mistake", "try")}


@click.command()
@click.option("--update", "anew", is_flag=True, help="Grade every misconception and store its facts.")
@click.option("--sentences", "said", is_flag=True, help="Store the docstrings' sentences; the facts stay as they are.")
@PART
@click.option("--jobs", type=click.IntRange(1), default=None)
@LAB
def main(anew: bool, said: bool, parts: tuple[str, ...], jobs: int | None, lab: Lab) -> None:
    """Fingerprints of the misconceptions, from the lab's fixtures/misconceptions."""
    if anew == said:
        raise click.UsageError("name one of --update and --sentences")
    try:
        if anew:
            update(lab, parts or lab.part, jobs or os.cpu_count() or 1)
        else:
            print(f"{refresh_sentences(lab)} sentences have changed")
    except AuthorError as error:
        raise SystemExit(f"{error}\nNothing was stored.") from None


if __name__ == "__main__":
    main()
