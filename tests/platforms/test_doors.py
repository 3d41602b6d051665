"""One submission, every door: identical points in every check, with one and the same secret.

By default few submissions go through: of the first lab one that fails, in a notebook, and one that crashes; of the second
one that fails. AUTOGRADER_DOORS=all (`make doors`) sends all of them, which takes many minutes, and prints the tables.
"""
from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.lab import Lab, load
from autograder.labs.t1t2.lab import LAB
from autograder.release.notebook import notebook, write
from autograder.release.skeleton import finished
from autograder.verification.fingerprints import lay_out
from tests.platforms.doors import DOORS, Points, differing, table

ALL = os.environ.get("AUTOGRADER_DOORS") == "all"
# One of each part, and what it may cost.
MISTAKES = {
    "t1t2": ("dataset/no_normalize", "generator/no_tanh", "discriminator/ignores_t1", "loss/no_half",
             "optimizer/betas_default", "training_step/forgets_detach", "overfit/ones_init", "inference/no_eval"),
    "segmentation": ("dataset/mask_bilinear", "network/softmax_end", "losses/background_counted", "metrics/hausdorff_one_way",
                     "training/never_cleared", "overfit/ones_init", "inference/train_mode")}
LOSS, SHOW = "def discriminator_loss(pred_real, pred_fake):", "def show_comparison(t1, fake_t2, t2):"
DICE, OVERLAY = "def dice_loss(logits, target, smooth=1.0):", "def show_overlay(image, mask):"
CRASHES = {"crash (exit)": "import os\n    os._exit(0)", "crash (signal)": "import faulthandler\n    faulthandler._sigsegv()"}
ENDINGS = {
    "t1t2": {"hang": ("inference.py", SHOW, "while True:\n        pass"),
             **{name: ("training.py", LOSS, code) for name, code in CRASHES.items()}},
    "segmentation": {"hang": ("inference.py", OVERLAY, "while True:\n        pass"),
                     **{name: ("losses.py", DICE, code) for name, code in CRASHES.items()}}}
SHARE = {"t1t2": ("loss no_half, notebook", "crash (exit)"), "segmentation": ("metrics hausdorff_one_way",)}
# What a submission loses points in, where it is not the part of its name: `overfit` runs all parts together.
LOST = {"t1t2": {"hang": {"inference"}, "training_step forgets_detach": {"training_step", "overfit"},
                 **dict.fromkeys(CRASHES, {"loss", "overfit"})},
        "segmentation": {"hang": {"inference"}, **dict.fromkeys(CRASHES, {"losses", "overfit"})}}


@pytest.fixture(scope="module", params=list(MISTAKES))
def lab(request) -> Lab:
    return load(request.param)


@pytest.fixture(scope="module")
def submissions(lab, tmp_path_factory) -> dict[str, Path]:
    """Name -> path of a folder, or of its notebook edition."""
    room = tmp_path_factory.mktemp("submissions")
    made = {"solution": lab.solution, "skeleton": lab.assignment}
    for mistake in MISTAKES[lab.name]:
        made[mistake.replace("/", " ")] = lay_out(lab, mistake, _folder(room / mistake.replace("/", " ")))
    for name, (file, place, code) in ENDINGS[lab.name].items():
        made[name] = shutil.copytree(lab.solution, room / name)
        text = (lab.solution / file).read_text(encoding="utf-8")
        assert place in text
        (made[name] / file).write_text(text.replace(place, f"{place}\n    {code}\n"), encoding="utf-8")
    books = {f"{name}, notebook": _as_notebook(lab, folder, _folder(room / f"{name} (notebook)") / "lab.ipynb")
             for name, folder in made.items()}
    everything = {**made, **books}
    return everything if ALL else {name: everything[name] for name in SHARE[lab.name]}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _as_notebook(lab: Lab, folder: Path, path: Path) -> Path:
    write(notebook({file: finished((folder / file).read_text(encoding="utf-8")) for file in lab.files}, lab), path)
    return path


@pytest.fixture(scope="module")
def found(lab, submissions, tmp_path_factory) -> dict:
    """Door -> name -> check -> points; two doors at a time."""
    def enter(door: str, room: Path) -> Points:
        started = time.monotonic()
        print(f"{lab.name}, {door}: {len(submissions)} submissions ...", flush=True)
        points = DOORS[door](lab, submissions, room)
        print(f"{lab.name}, {door}: done in {time.monotonic() - started:.0f} s", flush=True)
        return points

    with ThreadPoolExecutor(2) as pool:
        futures = {door: pool.submit(enter, door, tmp_path_factory.mktemp("door")) for door in DOORS}
        return {door: future.result() for door, future in futures.items()}


def test_every_door_gives_the_same_points(lab, found):
    if ALL:
        print(f"\n{table(found, lab)}")
    for name in next(iter(found.values())):
        assert differing([points[name] for points in found.values()]) == [], name


def test_each_submission_loses_what_it_should(lab, found):
    """Points that are equal because nothing was graded would be no agreement."""
    for name, points in found["`make grade`"].items():
        assert list(points) == list(lab.points)
        lost = {lab.part_of(check).name for check in lab.points if points[check] < lab.points[check]}
        kind = name.removesuffix(", notebook")
        expected = {"solution": set(), "skeleton": set(lab.part), **LOST[lab.name]}.get(kind, {kind.split(" ")[0]})
        assert lost == expected, name


def test_a_door_that_graded_otherwise_would_be_seen():
    right = {check: float(points) for check, points in LAB.points.items()}
    other = {**right, "loss.half": 0.0}
    assert differing([right, right]) == [] and differing([right, other]) == ["loss.half"]
    assert "| a | 100 + 10 | 99 + 10 | 1 |" in table({"x": {"a": right}, "y": {"a": other}}, LAB)
