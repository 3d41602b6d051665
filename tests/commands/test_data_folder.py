"""`doctor --data`: a sound folder is called sound, and each fault is found where it is made."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from autograder.commands import main
from autograder.i18n.messages import render
from autograder.labs.t1t2.data_folder import _contrast, _open, examine_data

ROOT = Path(__file__).resolve().parents[2]
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


def exchange(data: Path, split: str, names: list[str]) -> None:
    for name in names:
        one, other = (data / f"{split}{letter}" / name for letter in "AB")
        content = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(content)


def said(folder: Path, good: bool | None) -> list[str]:
    return [render(finding.message, "en") for finding in examine_data(folder) if finding.good is good]


@pytest.mark.parametrize(("split", "every", "good"), [("test", 1, False), ("train", 2, False), ("train", 12, False)])
def test_swapped_pairs_are_counted_and_named_in_each_split(data, split, every, good):
    names = [path.name for path in slices(data / f"{split}A")]
    exchange(data, split, names[::every])
    other = {"train": "test", "test": "train"}[split]
    [wrong] = said(data, good)
    assert wrong.startswith(f"{split}: A and B look swapped in {len(names[::every])} of {len(names)} pairs ({names[0]}")
    assert any(sentence.startswith(f"{other}: A looks like T1 and B like T2 in all") for sentence in said(data, True))


@pytest.mark.parametrize("name", ["real_t1t2", "real_t1t2_brain"])
def test_every_second_real_pair_swapped_is_found_without_a_false_one(name, tmp_path):
    if not (REAL / name).is_dir():
        pytest.skip(f"no real slices in {REAL / name}")
    for folder in FOLDERS:
        shutil.copytree(REAL / name / folder, tmp_path / folder)
    names = [path.name for path in slices(tmp_path / "trainA")]
    exchange(tmp_path, "train", names[::2])
    found = {split: _contrast(split, *({path.name: _open(path) for path in slices(tmp_path / f"{split}{letter}")}
                                       for letter in "AB")) for split in ("train", "test")}
    assert found["train"].good is False and found["test"].good is True
    wrong = found["train"].message.values
    assert 0.9 * len(names[::2]) <= wrong["wrong"] <= len(names[::2])
    assert set(wrong["names"].partition(" (+")[0].split(", ")) <= set(names[::2])


def test_slices_of_16_bits_show_something_and_say_what_reading_them_does(data):
    for path in slices(data / "trainB"):
        with Image.open(path) as image:
            pixels = np.asarray(image).astype(np.uint16) * 40 + 300
        Image.fromarray(pixels).save(path)
    [wrong] = said(data, False)
    assert "beyond 0 to 255" in wrong and "trainB/" in wrong
    assert not any("show nothing" in sentence for sentence in said(data, None))
    assert any("train: A looks like T1 and B like T2 in all 12" in sentence for sentence in said(data, True))


def test_a_slice_has_all_its_faults(data):
    path = slices(data / "testA")[0]
    Image.new("RGB", (128, 128), (9, 9, 9)).save(path)
    found = faults(data)
    for word in ("not 256x256", "not 8-bit greyscale", "show nothing"):
        assert word in found


def test_a_folder_whose_contrast_tells_nothing_is_not_called_right(data):
    for folder in FOLDERS:
        for number, path in enumerate(slices(data / folder)):
            noise = np.random.default_rng([number, folder.startswith("test")]).integers(0, 255, (256, 256))
            Image.fromarray(noise.astype(np.uint8)).save(path)
    assert not any("looks like T1" in sentence for sentence in said(data, True))
    assert len([sentence for sentence in said(data, None) if "no pair whose contrast tells" in sentence]) == 2


def test_a_training_pair_in_a_test_set_that_is_swapped(data):
    name = slices(data / "trainA")[4].name
    for letter, other in ("AB", "BA"):
        shutil.copy(data / f"train{letter}" / name, data / f"test{other}" / "innocent.png")
    assert "in the training set too" in faults(data)


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
