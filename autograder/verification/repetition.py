"""Grade the same submissions on one thread and on four, and compare the verdicts."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from itertools import zip_longest
from pathlib import Path

from autograder.batch.result_cache import VERDICT
from autograder.lab import Lab
from autograder.sandbox.errors import cleaned

ROOT = Path(__file__).resolve().parents[2]
THREADS = (1, 4)
VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def repeated(lab: Lab, paths: Collection[Path]) -> tuple[int, list[str]]:
    """How many submissions lie under these paths, and a line for each whose verdict hangs on the run."""
    runs = [graded(lab, paths, threads) for threads in THREADS]
    lines = [f"another verdict on {THREADS[-1]} threads: {name}: {_apart(*(run.get(name, '') for run in runs))}"
             for name in sorted(set().union(*runs)) if len({run.get(name) for run in runs}) > 1]
    return len(runs[0]), lines + [f"a machine's words: {name}" for name, text in sorted(runs[0].items())
                                  if speaks_of_machine(text)]


def _apart(one: str, other: str) -> str:
    """Where two verdicts first differ."""
    pairs = zip_longest(one.splitlines(), other.splitlines(), fillvalue="nothing")
    return next(f"{first.strip()} | {second.strip()}" for first, second in pairs if first != second)


def graded(lab: Lab, paths: Collection[Path], threads: int) -> dict[str, str]:
    """Name -> its verdict's text without the times, from a grading in so many processes of so many threads."""
    environment = {**os.environ, **dict.fromkeys(VARIABLES, str(threads))}
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "autograder", "--lab", lab.reference, "grade", *map(str, paths),
                   "--out", out, "--lang", "en", "--jobs", str(threads), "--no-pictures", "--unconfined"]
        subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
        return {path.parent.name: _without_times(path) for path in Path(out).glob(f"*/{VERDICT}")}


def speaks_of_machine(text: str) -> bool:
    """Whether a verdict's text holds a path, an address or a time of the machine that made it."""
    return cleaned(json.loads(text)) != json.loads(text)


def _without_times(path: Path) -> str:
    record = json.loads(path.read_text(encoding="utf-8"))
    del record["run"]
    return json.dumps(record, indent=1, ensure_ascii=False)
