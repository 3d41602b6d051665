"""One submission, every door: identical points in every check, with one and the same secret.

By default two submissions go through: one that fails, in a notebook, and one that crashes. AUTOGRADER_DOORS=all
(`make doors`) sends all of them, which takes many minutes, and prints the table.
"""
from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.release.notebook import notebook, write
from autograder.release.skeleton import finished
from autograder.verification.fingerprints import lay_out
from tests.conftest import ROOT, solution
from tests.platforms.doors import DOORS, Points, differing, table

ALL = os.environ.get("AUTOGRADER_DOORS") == "all"
# One of each part, and what it may cost.
MISTAKES = ("dataset/no_normalize", "generator/no_tanh", "discriminator/ignores_t1", "loss/no_half",
            "optimizer/betas_default", "training_step/forgets_detach", "overfit/ones_init", "inference/no_eval")
LOSS, SHOW = "def discriminator_loss(pred_real, pred_fake):", "def show_comparison(t1, fake_t2, t2):"
ENDINGS = {
    "hang": ("inference.py", SHOW, f"{SHOW}\n    while True:\n        pass\n"),
    "crash (exit)": ("training.py", LOSS, f"{LOSS}\n    import os\n    os._exit(0)\n"),
    "crash (signal)": ("training.py", LOSS, f"{LOSS}\n    import faulthandler\n    faulthandler._sigsegv()\n"),
}
SHARE = ("loss no_half, notebook", "crash (exit)")


@pytest.fixture(scope="module")
def submissions(tmp_path_factory) -> dict[str, Path]:
    """Name -> path of a folder, or of its notebook edition."""
    room = tmp_path_factory.mktemp("submissions")
    made = {"solution": ROOT / "solution", "skeleton": ROOT / "assignment"}
    for mistake in MISTAKES:
        made[mistake.replace("/", " ")] = lay_out(LAB, mistake, _folder(room / mistake.replace("/", " ")))
    for name, (file, place, instead) in ENDINGS.items():
        made[name] = shutil.copytree(ROOT / "solution", room / name)
        assert place in solution(file)
        (made[name] / file).write_text(solution(file).replace(place, instead), encoding="utf-8")
    books = {f"{name}, notebook": _as_notebook(folder, _folder(room / f"{name} (notebook)") / "lab.ipynb")
             for name, folder in made.items()}
    everything = {**made, **books}
    return everything if ALL else {name: everything[name] for name in SHARE}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _as_notebook(folder: Path, path: Path) -> Path:
    write(notebook({file: finished((folder / file).read_text(encoding="utf-8")) for file in LAB.files}, LAB), path)
    return path


@pytest.fixture(scope="module")
def found(submissions, tmp_path_factory) -> dict:
    """Door -> name -> check -> points; two doors at a time."""
    def enter(door: str, room: Path) -> Points:
        started = time.monotonic()
        print(f"{door}: {len(submissions)} submissions ...", flush=True)
        points = DOORS[door](submissions, room)
        print(f"{door}: done in {time.monotonic() - started:.0f} s", flush=True)
        return points

    with ThreadPoolExecutor(2) as pool:
        futures = {door: pool.submit(enter, door, tmp_path_factory.mktemp("door")) for door in DOORS}
        return {door: future.result() for door, future in futures.items()}


def test_every_door_gives_the_same_points(found):
    if ALL:
        print(f"\n{table(found)}")
    for name in next(iter(found.values())):
        assert differing([points[name] for points in found.values()]) == [], name


def test_each_submission_loses_what_it_should(found):
    """Points that are equal because nothing was graded would be no agreement."""
    for name, points in found["`make grade`"].items():
        lost = {LAB.part_of(check).name for check in LAB.points if points[check] < LAB.points[check]}
        kind = name.removesuffix(", notebook")
        # overfit runs the submission's own parts together: a wrong step may cost it, too.
        expected = {"solution": set(), "skeleton": set(LAB.part), "hang": {"inference"},
                    "training_step forgets_detach": {"training_step", "overfit"}}.get(
            kind, {"loss", "overfit"} if kind.startswith("crash") else {kind.split(" ")[0]})
        assert lost == expected, name


def test_a_door_that_graded_otherwise_would_be_seen():
    right = {check: float(points) for check, points in LAB.points.items()}
    other = {**right, "loss.half": 0.0}
    assert differing([right, right]) == [] and differing([right, other]) == ["loss.half"]
    assert "| a | 100 + 10 | 99 + 10 | 1 |" in table({"x": {"a": right}, "y": {"a": other}})
