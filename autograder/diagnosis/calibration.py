"""How sure a name is: what other values of matching's LIKELY would do, over work whose mistake is known.

    python -m autograder.diagnosis.calibration                   observe everything, then print the table
    python -m autograder.diagnosis.calibration --keep FILE       keep what was observed, or start from it

Three questions for each value. Of the misconceptions, observed under other inputs than those of their
fingerprints: how many are named first (`own`)? With their own fingerprint left out, so that each stands for a
mistake that nobody has described: how many get another one's name (`stranger's`)? And of the held-out
submissions with one mistake in a part: how many are named first, and how many whose mistake no misconception
describes get a name all the same?
"""
from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

import click

from autograder import batch, confusion
from autograder.diagnosis import building, matching
from autograder.diagnosis.matching import Fingerprints, fingerprints

VALUES = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]
Record = dict[str, Any]  # part, name ("" for held-out work), wanted (fitting names), facts, words


def observe_misconception(name: str) -> list[Record]:
    part, short = name.split("/")
    seen = building.observe(name, confusion.SECRET)
    return [{"part": part, "name": short, "wanted": [short], **seen}]


def observe_heldout(name: str) -> list[Record]:
    """A record for each part with one mistake."""
    records: list[Record] = []
    expected = confusion.expectation(name)
    for part, mistakes in expected.items():
        if len(mistakes) == 1:
            with confusion.laid_out(name) as folder:
                records.append({"part": part, "name": "", "wanted": mistakes[0],
                                **building.observe_folder(folder, part, confusion.SECRET)})
    return records


def observe_all(jobs: int) -> list[Record]:
    heldout = [name for which in confusion.HELDOUT for name in confusion.heldout(which)]
    with batch.pool(jobs, "auto") as pool:
        found = [*pool.map(observe_misconception, building.misconceptions()), *pool.map(observe_heldout, heldout)]
    return [record for records in found for record in records if record["checks"]]


def named(record: Record, likely: float, leave_out: str | None = None) -> list[str]:
    """The names that a record gets with this threshold, likeliest first."""
    known: Fingerprints = fingerprints(record["part"])
    matches = known.matches(set(record["facts"]), set(record["words"]), leave_out, likely)
    return [name for match in matches for name in match.names]


def row(records: list[Record], likely: float) -> dict[str, tuple[int, int]]:
    """Each question's (how many, of how many)."""
    own = [record for record in records if record["name"]]
    known = [record for record in records if not record["name"] and record["wanted"]]
    unknown = [record for record in records if not record["wanted"]]
    count = partial(sum)
    return {
        "own named first": (count(named(r, likely)[:1] == [r["name"]] for r in own), len(own)),
        "stranger's name": (count(bool(named(r, likely, r["name"])) for r in own), len(own)),
        "held out: named first": (count(bool(set(named(r, likely)[:1]) & set(r["wanted"])) for r in known), len(known)),
        "held out: another named first": (count(bool(set(named(r, likely)[:1]) - set(r["wanted"])) for r in known),
                                          len(known)),
        "held out: named though unknown": (count(bool(named(r, likely)) for r in unknown), len(unknown)),
    }


@click.command()
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(keep: Path | None, jobs: int | None) -> None:
    """What other thresholds for a name would do."""
    if keep and keep.exists():
        records = json.loads(keep.read_text(encoding="utf-8"))
    else:
        records = observe_all(jobs or os.cpu_count() or 1)
        if keep:
            keep.write_text(json.dumps(records), encoding="utf-8")
    table = {likely: row(records, likely) for likely in VALUES}
    print("| LIKELY | " + " | ".join(next(iter(table.values()))) + " |\n" + "|---" * 6 + "|")
    for likely, cells in table.items():
        mark = " (in use)" if likely == matching.LIKELY else ""
        print(f"| {likely}{mark} | " + " | ".join(f"{some} of {all}" for some, all in cells.values()) + " |")


if __name__ == "__main__":
    main()
