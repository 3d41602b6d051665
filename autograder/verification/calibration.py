"""Calibrate the naming of mistakes: what other values of matching.LIKELY would do.

    python -m autograder.verification.calibration                  observe the held-out submissions, print the table
    python -m autograder.verification.calibration --keep FILE      keep what was observed, or start from it

Two questions for each value. Were a misconception not known, how often would a part with it get another one's
name all the same? Each stored fingerprint is matched with all others; twins that behave alike whatever the
inputs (`hardtanh_end`, `clamp_end`) get each other's name at any value and are left out. And of the held-out
submissions with one mistake in a part: how many are named first, how many get another name first, and how
many get a name though no misconception describes what they do?
"""
from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

import click

from autograder.batch import grader
from autograder.diagnosis import matching
from autograder.diagnosis.lines import words_of
from autograder.diagnosis.matching import Fingerprints, Shown, fingerprints
from autograder.lab import Lab
from autograder.submissions.submission import read_submission
from autograder.verification import confusion, corpora
from autograder.verification.fingerprints import observe_folder
from autograder.verification.options import LAB

VALUES = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
TWINS = 0.99
Record = dict[str, Any]  # part, wanted (fitting names), facts, words


def observe(lab: Lab, name: str) -> list[Record]:
    """What a held-out submission shows in each part with one mistake."""
    records = []
    for part, mistakes in confusion.expectation(lab, name).items():
        if len(mistakes) == 1:
            with confusion.laid_out(lab, name) as folder:
                facts = observe_folder(lab, folder, part, confusion.SECRET)["facts"]
                words = sorted(words_of(lab.part[part], read_submission(folder, lab=lab)))
            records.append({"name": name, "part": part, "wanted": mistakes[0], "facts": facts, "words": words})
    return records


def observe_all(lab: Lab, jobs: int) -> list[Record]:
    names = [name for which in corpora.heldout(lab) for name in corpora.submissions(lab, which)]
    with grader.pool(jobs, "auto", lab=lab.reference) as pool:
        return [record for records in pool.map(partial(observe, lab), names) for record in records]


def strangers(known: Fingerprints, likely: float) -> tuple[int, int]:
    """How many misconceptions would get another one's name, of those without a twin."""
    named = alone = 0
    for name, printed in known.prints.items():
        shown = Shown(printed, frozenset(map(matching.slot_of, printed)) | known.checks)
        best = max((known.score(shown, other) for o, other in known.prints.items() if o != name), default=0.0)
        alone += best < TWINS
        named += best < TWINS and bool(known.explanations(shown, frozenset(), name, likely))
    return named, alone


def named(lab: Lab, record: Record, likely: float) -> list[str]:
    """The names that a held-out part gets with this threshold, likeliest first."""
    found = fingerprints(lab, record["part"]).matches(set(record["facts"]), set(record["words"]), likely=likely)
    return [name for match in found for name in match.names]


def row(lab: Lab, records: list[Record], likely: float) -> dict[str, str]:
    own = [strangers(fingerprints(lab, part), likely) for part in matching.stored(lab)["parts"]]
    first = [(set(named(lab, record, likely)[:1]), set(record["wanted"])) for record in records if record["wanted"]]
    unknown = [named(lab, record, likely) for record in records if not record["wanted"]]
    return {"unknown misconception named": f"{sum(some for some, _ in own)} of {sum(all for _, all in own)}",
            "held out: named first": f"{sum(bool(found & wanted) for found, wanted in first)} of {len(first)}",
            "held out: another first": f"{sum(bool(found - wanted) for found, wanted in first)} of {len(first)}",
            "held out: unknown named": f"{sum(map(bool, unknown))} of {len(unknown)}"}


@click.command()
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.option("--jobs", type=click.IntRange(1), default=None)
@LAB
def main(keep: Path | None, jobs: int | None, lab: Lab) -> None:
    """What other thresholds for a name would do."""
    if keep and keep.exists():
        records = json.loads(keep.read_text(encoding="utf-8"))
    else:
        records = observe_all(lab, jobs or os.cpu_count() or 1)
        if keep:
            keep.write_text(json.dumps(records), encoding="utf-8")
    table = {likely: row(lab, records, likely) for likely in VALUES}
    print("| LIKELY | " + " | ".join(next(iter(table.values()))) + " |\n" + "|---" * 5 + "|")
    for likely, cells in table.items():
        print(f"| {likely}{' (in use)' if likely == matching.LIKELY else ''} | " + " | ".join(cells.values()) + " |")


if __name__ == "__main__":
    main()
