"""Intake under fire: links, pipes, devices, strange names, mutated archives and notebooks."""
from __future__ import annotations

import io
import json
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import platforms
from autograder.i18n.plaintext import plain
from autograder.submissions import intake
from autograder.submissions.submission import IntakeError, Submission, read_submission
from tests.sandbox.attack_audit import paths

needs_links = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links on this system")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    room = tmp_path / "mallory"
    room.mkdir()
    (room / "training.py").write_text("x = 1\n")
    return room


def notes(found: Submission) -> str:
    return " ".join(str(note.values) for note in found.notes)


@needs_links
def test_pipes_devices_and_links_are_left_out_and_said(folder, tmp_path):
    (tmp_path / "secret.py").write_text("answer = 42\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "dataset.py").write_text("answer = 42\n")
    os.mkfifo(folder / "pipe.py")  # a plain open() would wait for ever
    os.symlink("/dev/zero", folder / "zero.py")
    os.symlink(tmp_path / "secret.py", folder / "linked.py")
    os.link(tmp_path / "secret.py", folder / "hard.py")
    os.symlink(tmp_path / "outside", folder / "linked_folder")
    os.symlink(".", folder / "loop")
    os.symlink("self.py", folder / "self.py")
    found = read_submission(folder)
    assert set(found.files) == {"training.py"}
    assert all(name in notes(found) for name in ("pipe.py", "zero.py", "linked.py", "hard.py", "self.py"))


@needs_links
def test_a_submission_that_is_a_link_or_a_pipe_is_refused(folder, tmp_path):
    room = tmp_path / "class"
    room.mkdir()
    os.symlink(folder, room / "eve")
    os.mkfifo(room / "pipe.py")
    assert set(platforms.find_submissions([room])) == {"eve", "pipe"}
    for name in ("eve", "pipe.py"):
        with pytest.raises(IntakeError):
            read_submission(room / name)
    os.symlink(room, tmp_path / "shortcut")  # the caller's own links count
    assert set(platforms.find_submissions([tmp_path / "shortcut"])) == {"eve", "pipe"}


def test_sparse_deep_and_many_files_are_bounded(folder, monkeypatch):
    with open(folder / "sparse.py", "wb") as file:
        file.truncate(2**33)
    deep = folder.joinpath(*"abcdefgh")
    deep.mkdir(parents=True)
    (deep / "deep.py").write_text("x = 1\n")
    assert set(read_submission(folder).files) == {"training.py"}
    monkeypatch.setattr(intake, "MAX_ENTRIES", 3)
    for number in range(4):
        (folder / f"{number}.png").touch()
    with pytest.raises(IntakeError, match="more than 3 files"):
        read_submission(folder)


@pytest.mark.parametrize("name", ["a\nb.py", "\u202egpj.py", "=1+1.py", "x\x1b[2J.py", "n" * 252 + ".py", "<b>.py"])
def test_names_become_harmless(folder, tmp_path, name):
    (folder / name).write_text("x = 2\n")
    found = read_submission(folder)
    assert len(found.files) == 2
    for path in found.files:
        assert plain(path) == path and len(path) <= intake.MAX_NAME + 10 and path.endswith(".py")
    found.write(tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize("name", ["grades.csv", "[red]", "\u202ecod", "a\nb", "n" * 255, "con.", "class.html"])
def test_names_of_submissions_become_harmless(tmp_path, name):
    (tmp_path / name).mkdir()
    ours = next(iter(platforms.find_submissions([tmp_path])))
    assert plain(ours) == ours and ours and len(ours.encode()) <= 250
    assert not ours.endswith((*platforms.OWN_ENDINGS, "."))


def test_a_notebook_writes_nowhere_else(tmp_path):
    found = read_submission(paths()["notebook__writes_outside.ipynb"])
    assert all(not path.startswith("/") and ".." not in path for path in found.files)
    found.write(tmp_path / "deep" / "out")
    assert {path.name for path in tmp_path.rglob("*.py")} >= {"001.py"}
    assert not os.path.lexists("/tmp/attack_notebook_was_here.py")


def taken(path: Path, out: Path) -> None:
    """Reading and laying out ends in a Submission below out or in an IntakeError, in nothing else."""
    try:
        found = read_submission(path)
    except IntakeError as error:
        assert error.message.text
        return
    found.write(out)
    root = out.resolve()
    assert all(file.resolve().is_relative_to(root) for file in out.rglob("*"))
    assert len(found.digest) == 64


@pytest.mark.parametrize("attack", [name for name in sorted(paths()) if name.startswith("intake__")])
def test_mutated_archives(tmp_path, attack):
    data = paths()[attack].read_bytes()
    dice = random.Random(attack)
    for number in range(12):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 4, 30))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        cut = dice.randrange(len(changed)) if dice.random() < 0.2 else len(changed)
        (tmp_path / "x.zip").write_bytes(changed[:cut])
        taken(tmp_path / "x.zip", tmp_path / f"out{number}")


NAMES = st.text(st.sampled_from("ab./\\:\n\u202e\x00\x1b=词 "), min_size=1, max_size=30).map(lambda name: name + ".py")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=6), st.integers(0, 2**16 - 1))
def test_any_archive(tmp_path_factory, members, mode):
    room = tmp_path_factory.mktemp("zip")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data)
    (room / "x.zip").write_bytes(buffer.getvalue())
    taken(room / "x.zip", room / "out")


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(
    inner, max_size=4) | st.dictionaries(st.sampled_from(["cells", "source", "cell_type", "outputs", "metadata", "nbformat",
                                                          "nbformat_minor", "worksheets", "x"]), inner, max_size=5), max_leaves=25)


@settings(max_examples=150, deadline=None)
@given(JSON, st.text(st.sampled_from("%!?=\n\t ab\"'([{\\"), max_size=60))
def test_any_notebook(tmp_path_factory, value, source):
    room = tmp_path_factory.mktemp("notebook")
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    whole = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell, value]}
    for number, content in enumerate((value, whole)):
        (room / "lab.ipynb").write_text(json.dumps(content), encoding="utf-8")
        taken(room / "lab.ipynb", room / f"out{number}")
