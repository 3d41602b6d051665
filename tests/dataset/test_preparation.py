"""From volumes to slices: which volumes are taken, odd files, and a run that was stopped."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import numpy as np
import pytest

from tests.dataset.volumes import MOTIONS, PROGRAM, digests, grid_affine, lay_out, run, table, volume_bytes

pytest.importorskip("nibabel", reason="needs the extra data")
pytest.importorskip("SimpleITK", reason="needs the extra data")
pytestmark = pytest.mark.usefixtures("preparing")
# Registering takes most of the time; where it is beside the point it is left out.
UNREGISTERED = ("--register", "never")


def test_pairs_by_scan_and_says_who_lacks_what(tmp_path):
    from preparation.archives import list_sources, pair_volumes
    for name in ("IXI002-Guys-0828-T1.nii.gz", "IXI002-Guys-0828-T2.nii.gz", "IXI012-HH-1211-T1.nii.gz",
                 "IXI013-HH-1212-T2.nii.gz", "IXI014-HH-1236-T1.nii.gz", "IXI014-HH-9999-T2.nii.gz", "head.nii", "x.txt"):
        (tmp_path / name).write_bytes(b"")
    pairs, skipped = pair_volumes(list_sources(tmp_path, []))
    assert [pair.scan for pair in pairs] == ["IXI002-Guys-0828"]
    assert skipped == {"IXI012-HH-1211": "has no T2", "IXI013-HH-1212": "has no T1", "IXI014-HH-1236": "has no T2",
                       "IXI014-HH-9999": "has no T1", "head.nii": "not named like an IXI volume"}


def test_no_person_is_in_both_splits():
    from preparation.archives import Pair, Source
    from preparation.collection import draw_order, split_persons
    pairs = [Pair(f"IXI{number:03d}-HH-{visit}", Source(Path("a")), Source(Path("b")))
             for number in range(30) for visit in (1000, 2000)]
    order = draw_order(pairs, 0)
    splits = split_persons([{"scan": pair.scan, "slices": ["x"]} for pair in order], 0.2)
    assert sorted(splits) == sorted({pair.person for pair in pairs})
    assert list(splits.values()).count("test") == 6
    assert [pair.scan for pair in order] != [pair.scan for pair in draw_order(pairs, 1)]
    fewer = draw_order(pairs[:40], 0)  # who else is there changes nobody's turn
    assert [pair for pair in order if pair in fewer] == fewer
    assert split_persons([{"scan": "IXI001-HH-1000", "slices": ["x"]}], 0.1) == {"IXI001": "train"}


def test_odd_volumes_are_reported_and_never_fatal(tmp_path):
    folder = lay_out(tmp_path / "in", IXI900_HH_9000=None)
    good = {modality: (folder / f"IXI900-HH-9000-{modality}.nii.gz").read_bytes() for modality in ("T1", "T2")}
    affine = grid_affine("LPS", (2, 2, 2), (60, 60, 60))
    sheared = affine.copy()
    sheared[0, 1] = 1
    odd = {"truncated": good["T1"][: len(good["T1"]) // 2], "no_gzip": b"\x1f\x8bnothing", "empty": b"",
           "text": b"hello" * 200, "black": volume_bytes(np.zeros((60, 60, 60)), affine),
           "flat": volume_bytes(np.ones((60, 60, 2)), affine), "series": volume_bytes(np.ones((60, 60, 60, 3)), affine),
           "nowhere": volume_bytes(np.eye(60)[None].repeat(60, 0), affine, coded=False),
           "sheared": volume_bytes(np.eye(60)[None].repeat(60, 0), sheared),
           "microscopic": volume_bytes(np.eye(60)[None].repeat(60, 0), grid_affine("LPS", (.1, .1, .1), (60,) * 3))}
    for number, data in enumerate(odd.values(), 901):
        (folder / f"IXI{number}-HH-1000-T1.nii.gz").write_bytes(data)
        (folder / f"IXI{number}-HH-1000-T2.nii.gz").write_bytes(good["T2"])
    said = run(folder, "--out", tmp_path / "out", "--jobs", 2)
    skipped = {row["subject"]: row["why"] for row in table(tmp_path / "out" / "skipped.csv")}
    assert sorted(skipped) == [f"IXI{number}-HH-1000" for number in range(901, 901 + len(odd))]
    for kind, word in (("truncated", "cannot be read"), ("black", "no picture"), ("flat", "shape"), ("series", "shape"),
                       ("nowhere", "does not say how the head lies"), ("sheared", "sheared"), ("microscopic", "mm")):
        why = skipped[f"IXI{901 + list(odd).index(kind)}-HH-1000"]
        assert why.startswith("T1 ") and word in why and why in said, (kind, why)
    assert {row["person"] for row in table(tmp_path / "out" / "manifest.csv")} == {"IXI900"}


def test_archives_are_read_in_place_and_half_an_archive_is_worth_having(tmp_path):
    folder = lay_out(tmp_path / "in", IXI901_HH_9001=None, IXI902_HH_9002=None)
    run(folder, "--out", tmp_path / "a", "--slices", 3, "--jobs", 1, *UNREGISTERED)
    for modality in ("T1", "T2"):
        with tarfile.open(tmp_path / f"IXI-{modality}.tar", "w") as archive:
            for path in sorted(folder.glob(f"*-{modality}.nii.gz")):
                archive.add(path, path.name)
    run(tmp_path / "IXI-T1.tar", tmp_path / "IXI-T2.tar", "--out", tmp_path / "b", "--slices", 3, "--jobs", 1, *UNREGISTERED)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    data = (tmp_path / "IXI-T1.tar").read_bytes()
    (tmp_path / "IXI-T1.tar").write_bytes(data[: len(data) // 2 + 2000])  # within the second volume
    said = run(tmp_path / "IXI-T1.tar", tmp_path / "IXI-T2.tar", "--out", tmp_path / "c", "--jobs", 1, *UNREGISTERED)
    assert {row["person"] for row in table(tmp_path / "c" / "manifest.csv")} == {"IXI901"} and "IXI902" in said


def test_takes_no_more_subjects_than_the_pairs_need(tmp_path):
    folder = lay_out(tmp_path / "in", **{f"IXI90{number}_HH_900{number}": None for number in range(4)})
    run(folder, "--out", tmp_path / "out", "--pairs", 6, "--slices", 3, "--jobs", 2, *UNREGISTERED)
    rows = table(tmp_path / "out" / "manifest.csv")
    assert len(rows) == 6 and len({row["person"] for row in rows}) == 2
    assert {row["split"] for row in rows} == {"train", "test"}
    for split in ("train", "test"):
        names = [sorted(path.name for path in (tmp_path / "out" / (split + letter)).iterdir()) for letter in "AB"]
        assert names[0] == names[1] == sorted(row["name"] for row in rows if row["split"] == split)


def test_nobody_elses_folder_is_overwritten(tmp_path):
    folder = lay_out(tmp_path / "in", IXI901_HH_9001=None)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    assert "holds something else" in run(folder, "--out", tmp_path / "out", code=2)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"


def test_says_what_is_missing(tmp_path):
    assert "does not exist" in run(tmp_path / "nowhere", "--out", tmp_path / "out", code=2)
    assert "0 subjects" in run(tmp_path, "--out", tmp_path / "out", code=1)


def test_started_again_while_workers_of_a_killed_run_are_at_work(tmp_path):
    folder = lay_out(tmp_path / "in", **{f"IXI90{number}_HH_900{number}": MOTIONS[number] for number in range(2)})
    out = tmp_path / "killed"
    command = [sys.executable, str(PROGRAM), str(folder), "--out", str(out), "--slices", "5", "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not list(Path(f"{out}.work").glob("*.part")):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()  # alone: what it has started is left to itself
    process.wait()
    run(*command[2:])
    run(folder, "--out", tmp_path / "unbroken", "--slices", 5, "--jobs", 2)
    assert digests(out) == digests(tmp_path / "unbroken")


def test_killed_and_started_again_gives_the_same_bytes(tmp_path):
    folder = lay_out(tmp_path / "in", **{f"IXI90{number}_HH_900{number}": MOTIONS[number] for number in range(2)})
    command = [sys.executable, str(PROGRAM), str(folder), "--out", str(tmp_path / "killed"), "--slices", "5", "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    for line in process.stdout:
        if "slices, mutual information" in line:  # one subject is finished, the next is under way
            break
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "killed").exists()  # no half folder that could be taken for a whole one
    finished = [path for path in (tmp_path / "killed.work").iterdir() if not path.name.endswith(".part")]
    assert len(finished) == 1
    stamps = {path: (path / "record.json").stat().st_mtime_ns for path in finished}
    run(*command[2:])
    assert {path: (path / "record.json").stat().st_mtime_ns for path in finished} == stamps  # not made again
    run(folder, "--out", tmp_path / "unbroken", "--slices", 5, "--jobs", 2)
    assert digests(tmp_path / "killed") == digests(tmp_path / "unbroken")


def test_another_recipe_is_made_anew(tmp_path):
    folder = lay_out(tmp_path / "in", IXI901_HH_9001=None)
    run(folder, "--out", tmp_path / "out", "--slices", 2, "--jobs", 1, *UNREGISTERED)
    first = digests(tmp_path / "out")
    run(folder, "--out", tmp_path / "out", "--slices", 3, "--jobs", 1, "--window-t2", 90, *UNREGISTERED)
    assert len(table(tmp_path / "out" / "manifest.csv")) == 3
    assert set(first.values()).isdisjoint(value for name, value in digests(tmp_path / "out").items() if "trainB" in name)
