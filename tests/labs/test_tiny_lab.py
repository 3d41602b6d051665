"""A lab of another folder, on which every verb is tried that is cheap."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.batch.code_version import code_versions
from autograder.batch.result_cache import key_of
from autograder.batch.task import GradingOptions
from autograder.lab import Lab, UnknownLab, load
from autograder.submissions.submission import read_submission

TINY = Path(__file__).resolve().parent / "tiny_lab"


@pytest.fixture
def tiny() -> Lab:
    return load(str(TINY))


def test_a_lab_is_found_by_its_folder_and_then_by_its_name(tiny):
    assert tiny.reference == str(TINY) and load("tiny_lab") is tiny
    assert load("autograder/labs/t1t2") is load("t1t2") is load()


@pytest.mark.parametrize("reference, words", [("nothing", "path/to/{name}"), ("./nothing", "holds no {file}")])
def test_an_unknown_lab_is_said(reference, words):
    with pytest.raises(UnknownLab, match=words.replace("{", r"\{")):
        load(reference)


def test_a_lab_of_another_modules_name_is_refused(tmp_path):
    for name in ("json", "t1t2", "tests"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lab.py").write_text("LAB = None\n")
        if name != "tests":  # a folder without __init__.py that happens to be on the path is no module
            with pytest.raises(UnknownLab, match="another"):
                load(str(folder))
    assert "json.lab" not in sys.modules


def test_a_part_hangs_on_what_it_imports_from_another(tiny, tmp_path):
    assert set(code_versions(tiny)) == {"double", "mean"} and len(set(code_versions(tiny).values())) == 2


def test_one_labs_result_is_never_taken_for_anothers(tiny):
    folder = TINY / "fixtures" / "submissions" / "right"
    keys = [key_of(read_submission(folder, lab=lab), GradingOptions(), "plain", True) for lab in (tiny, load())]
    assert keys[0].content != keys[1].content and keys[0].whole != keys[1].whole
