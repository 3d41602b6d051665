"""A verdict speaks of the submission alone: no word of the machine in it, and the same at every grading."""
from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.sandbox.errors import MAX_TEXT, cleaned, describe
from autograder.verification import repetition

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cases"
ODD = ("log_to_missing_folder", "G_forward_raises", "cuda_loss")
SAMPLE = ("zhu_yan", "ma_chao", "wang_fang.zip")
ROOM = "/tmp/lab-grader-4711-a_b1cd2e"


@pytest.mark.parametrize("text, rest", [
    (f"No such file or directory: '{ROOM}/scratch-k3_9xy/logs/train.log'", "No such file or directory: 'logs/train.log'"),
    (f"in {ROOM}/submission-0a1b2c3d", "in ."),
    (f"{ROOM}/submission-0a1b2c3d/lib/python3/config.json:3", "config.json:3"),
    ("C:\\Users\\ann\\Temp\\lab-grader-12-x\\scratch-ab\\run.log", "run.log"),
    (f"{sys.prefix}/lib/python3.11/site-packages/torch/nn/modules/module.py", "torch/nn/modules/module.py"),
    ("/usr/lib64/python3.12/json/decoder.py", "json/decoder.py"),
    (f"{ROOT}/autograder/sandbox/frames.py", "autograder/sandbox/frames.py"),
    ("<dataset.Slices object at 0x7f12ab34cd56>", "<dataset.Slices object>"),
    ("id 140237894561234", "id …"),
    ("DataLoader worker (pid(s) 1234, 1235) exited", "DataLoader worker (pid(s) …) exited"),
    ("saved 2025-12-01T02:30:11.123 after 0.273 s", "saved … after … s"),
    ("at 02:30:11, 1764556211.25", "at …, …"),
    ("/tmp/tmpab12cd3_/x.png", "/tmp/tmp…/x.png"),
])
def test_a_text_loses_what_is_its_machine_s(text, rest):
    assert cleaned(text) == rest and cleaned(rest) == rest


@pytest.mark.parametrize("text", [
    "mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)", "expected 4D input (got 3D input)", "0.5, 1e-08 and 255",
    "/content/drive/MyDrive/lab/dataset", "../dataset/ixi2000/trainA", "C:\\data\\trainA", "process 3 of 4", "1:2", "0xff",
    "You tried to allocate 42949672960 bytes.", "lambda_l1=100.0", "Run 2: 12.5 samples", "T1 / T2"])
def test_a_student_s_own_words_stay(text):
    assert cleaned(text) == text


def test_everything_in_a_reply_is_cleaned_in_linear_time():
    assert cleaned({"seen": [{"text": " at 0x7f12ab34cd56 <A object at 0x7f12ab34cd56>", "n": 3}], "x": None}) == {
        "seen": [{"text": " <A object>", "n": 3}], "x": None}
    started = time.monotonic()
    for stuff in ("/", "/lab-grader-", "1", "1.1", "pid ", "0x" + "a" * 16, "a/", "2020-01-01 ", "\\ "):
        assert len(cleaned(stuff * MAX_TEXT)) <= MAX_TEXT
    assert time.monotonic() - started < 5


def test_an_error_is_cleaned_before_it_is_cut():
    """Or the length of a folder's name would show in where its text ends."""
    texts = {describe(ValueError(f"/tmp/{room}/scratch-1/a " * 30), set())["message"]
             for room in ("lab-grader-1-a", "lab-grader-98765-abcdefgh")}
    assert len(texts) == 1


def test_a_file_that_can_t_be_written_is_noted_once(submit, judge):
    """Each experiment has a folder of its own, whose name stood in the error."""
    logging = "import logging\nlogging.basicConfig(filename='logs/train.log')\n"
    source = (ROOT / "solution" / "generator.py").read_text(encoding="utf-8")
    place = "from pathlib import Path\nprint(Path('logs/train.log').resolve().open('w'))\n"
    verdict = judge(submit({"generator.py": f"{source}\n{place}{logging}"}), ["generator"])
    (note,) = [note for note in verdict.notes if "train.log" in str(note.values)]
    assert "'logs/train.log'" in note.values["text"] and not repetition.speaks_of_machine(json.dumps(verdict.to_json()))


def same_at_every_grading(paths: list[Path]) -> None:
    count, lines = repetition.repeated(LAB, paths)
    assert (count, lines) == (len(paths), [])


def test_the_sample_class_gets_the_same_verdicts_on_one_thread_and_on_four():
    """`make verify` does the whole of it."""
    same_at_every_grading([ROOT / "fixtures" / "submissions" / name for name in SAMPLE])


@pytest.mark.skipif(not CASES.exists(), reason="the cases are no part of the repository")
def test_errors_that_name_the_machine_get_the_same_verdicts_on_one_thread_and_on_four():
    same_at_every_grading([CASES / name for name in ODD])


def test_a_verdict_that_hangs_on_the_run_is_told(monkeypatch):
    texts = {1: {"ann": '{\n "lab": "t1t2",\n "score": 1}', "bob": '"/tmp/lab-grader-1-a/scratch-b/x"'},
             4: {"ann": '{\n "lab": "t1t2",\n "score": 2}'}}
    monkeypatch.setattr(repetition, "graded", lambda lab, paths, threads: texts[threads])
    assert repetition.repeated(LAB, []) == (2, [
        'another verdict on 4 threads: ann: "score": 1} | "score": 2}',
        'another verdict on 4 threads: bob: "/tmp/lab-grader-1-a/scratch-b/x" | nothing', "a machine's words: bob"])
