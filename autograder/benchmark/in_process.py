"""The experiments' own cost: the same inputs in one process, unconfined and unwatched.

    python -m autograder.benchmark.in_process LAB FOLDER...

Grades each folder with the usual checks, in this process, and prints as JSON how many CPU seconds
its experiments took, the loading of its files included ("seconds"), and how many the whole grading
took ("whole"). Only for code that is trusted.
"""
from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder.diagnosis import grade
from autograder.lab import Lab, load
from autograder.sandbox import Confinement, Limits, Reply, frames
from autograder.submissions.submission import read_submission
from autograder.worker import main as worker
from autograder.worker.experiments import REGISTRY, Seen
from autograder.worker.loader import Loader, Missing


class Bare:
    """Workers that are this process. spent: CPU seconds of each submission's experiments so far."""

    kind, shares = "bare", False
    confinement = Confinement()

    def __init__(self, lab: Lab) -> None:
        self.spent, self._lab = 0.0, lab
        self._serves: tuple[str, str] = ("", "")
        self._loader: Loader | None = None

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        started = time.process_time()
        result = self._perform(request)
        self.spent += time.process_time() - started
        frame = frames.encode(result)
        return Reply(result=frames.FrameReader().feed(frame)[0])

    def _perform(self, request: dict[str, Any]) -> dict[str, Any]:
        experiment = REGISTRY[request["experiment"]]
        loader = self._loader_of(request)
        seen = Seen(loader.labels, Path(request["root"]))
        worker.take_stand_ins(request["stand_ins"])
        worker._seed(request["seed"])
        try:
            student = {name: loader.get(name) for name in experiment.needs}
            experiment.run(seen, student, modules=loader.modules, **request["inputs"].content)
        except Missing as missing:
            return {"missing": vars(missing), "seen": seen, "notes": []}
        return {"seen": seen, "notes": []}

    def _loader_of(self, request: dict[str, Any]) -> Loader:
        """A submission's files are loaded once a part, since an experiment may put others' code into them."""
        serves = (request["root"], request["experiment"].split(".")[0])
        if self._loader is None or serves != self._serves:
            self.rest()
            root = Path(request["root"])
            self._loader = Loader(root, root, request["manifest"], request["stops"], {}, lambda place: None,
                                  self._lab.home)
            self._serves = serves
        return self._loader

    def rest(self) -> None:
        if self._loader is not None:
            self._loader.close()
        self._loader, self._serves = None, ("", "")

    def close(self) -> None:
        self.rest()


def main(lab: Lab, folders: list[Path]) -> None:
    path = list(sys.path)
    worker.prepare(lab, forked_from=False)
    sys.path[:] = path  # the checks are found by it
    seconds, whole, scores = [], [], []
    bare = Bare(lab)
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for folder in folders:
            before, started = bare.spent, time.process_time()
            scores.append(grade(read_submission(folder, lab=lab), bare).score)
            seconds.append(bare.spent - before)
            whole.append(time.process_time() - started)
        os.chdir("/")
    print(json.dumps({"seconds": seconds, "whole": whole, "scores": scores}))


if __name__ == "__main__":
    main(load(sys.argv[1]), [Path(word).resolve() for word in sys.argv[2:]])
