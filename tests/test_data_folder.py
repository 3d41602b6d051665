"""`doctor --data`: a sound folder is called sound, and each fault is found where it is made."""
from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from autograder.__main__ import main
from autograder.data_folder import examine_data

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "fixtures" / "ixi_mini"
REAL = ROOT.parent / "shared" / "data"
FOLDERS = ("trainA", "trainB", "testA", "testB")


@pytest.fixture
def data(tmp_path):
    for folder in FOLDERS:
        shutil.copytree(MINI / folder, tmp_path / folder)
    return tmp_path


def slices(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.png"))


def faults(folder: Path) -> str:
    return " ".join(finding.message.text for finding in examine_data(folder) if finding.good is not True)


def test_sound_folders_are_sound(data):
    assert faults(data) == ""


@pytest.mark.parametrize("name", ["real_t1t2", "real_t1t2_brain"])
def test_real_slices_are_sound_and_swapped_they_are_not(name, tmp_path):
    if not (REAL / name).is_dir():
        pytest.skip(f"no real slices in {REAL / name}")
    assert faults(REAL / name) == ""
    for folder in FOLDERS:
        other = folder[:-1] + {"A": "B", "B": "A"}[folder[-1]]
        shutil.copytree(REAL / name / folder, tmp_path / other)
    assert "look swapped" in faults(tmp_path)


def test_a_missing_slice_shifts_every_later_pair(data):
    slices(data / "trainB")[3].unlink()
    assert "without a partner" in faults(data)


def test_equal_counts_do_not_hide_that_each_side_lacks_another_slice(data):
    slices(data / "trainA")[2].unlink()
    slices(data / "trainB")[5].unlink()
    assert "without a partner" in faults(data)


def test_a_training_pair_in_the_test_set(data):
    for letter in "AB":
        copy = slices(data / f"train{letter}")[4]
        image = Image.open(copy).point(lambda grey: min(255, int(grey * 1.05)))  # not the same bytes
        image.save(data / f"test{letter}" / "innocent.png")
    assert "in the training set too" in faults(data)


def test_pictures_that_are_none(data):
    paths = slices(data / "testA")
    paths[0].write_bytes(b"no picture")
    Image.open(paths[1]).resize((128, 128)).save(paths[1])
    Image.open(paths[2]).convert("RGB").save(paths[2])
    Image.new("L", (256, 256)).save(paths[3])
    found = faults(data)
    for word in ("cannot be opened", "not 256x256", "not 8-bit greyscale", "show nothing"):
        assert word in found


def test_the_command_exits_by_what_it_finds(data):
    assert CliRunner().invoke(main, ["doctor", "--data", str(data), "--lang", "en"]).exit_code == 0
    shutil.rmtree(data / "testB")
    found = CliRunner().invoke(main, ["doctor", "--data", str(data), "--lang", "zh"])
    assert found.exit_code == 1 and "缺少 testB" in found.output
