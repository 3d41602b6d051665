"""The command line as people use it: exit codes, what lands on disk, what the documents promise."""
from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.i18n.messages import say
from autograder.i18n.plaintext import plain
from autograder.labs.t1t2.lab import LAB
from autograder.reports.gradescope import write_unreadable
from autograder.reports.tables import cell
from tests.conftest import solution

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=ROOT, text=True,
                          capture_output=True, timeout=300, encoding="utf-8", **options)


def test_test_exits_by_what_it_finds(submit):
    right = run("test", str(submit()), "--part", "loss", "--lang", "en")
    assert right.returncode == 0 and "Score: 10 of 10" in right.stdout
    wrong = submit({"training.py": solution("training.py").replace("0.5 * (loss", "(loss")})
    found = run("test", str(wrong), "--part", "loss", "--lang", "zh")
    assert found.returncode == 1 and "loss.half" in found.stdout and "损失函数" in found.stdout
    nothing = run("test", "no/such/folder", "--lang", "en")
    assert nothing.returncode == 2 and "does not exist" in nothing.stderr


def test_json_is_for_machines(submit):
    found = json.loads(run("test", str(submit()), "--part", "optimizer", "--json").stdout)
    assert found["parts"] == {"optimizer": 5}
    assert all(check["outcome"] == "passed" for check in found["checks"])


def test_grade_writes_for_everyone_whatever_they_hand_in(tmp_path):
    room = tmp_path / "class"
    room.mkdir()
    (room / "=cmd, 词").mkdir()
    (room / "=cmd, 词" / "training.py").write_text(solution("training.py"), encoding="utf-8")
    (room / "broken.zip").write_bytes(b"no zip")
    out = tmp_path / "out"
    found = run("grade", str(room), "--out", str(out), "--lang", "en", "--jobs", "1")
    assert found.returncode == 1, found.stderr  # one submission needs a person
    results = json.loads((out / "=cmd, 词" / "results.json").read_text())
    assert len(results["tests"]) == len(LAB.points)
    by_check = {test["extra_data"]["check"]: test for test in results["tests"]}
    assert set(by_check) == set(LAB.points)
    for check, test in by_check.items():
        passed = check.split(".")[0] in ("loss", "optimizer", "training_step")
        assert test["extra_data"]["outcome"] == ("passed" if passed else "not_judged"), check
        assert test["extra_data"]["part"] == check.split(".")[0]
        assert test["status"] == ("passed" if passed else "failed")
    assert results["score"] == 30 and sum(test["score"] for test in results["tests"]) == 30
    assert {test["extra_data"]["outcome"] for test in json.loads(
        (out / "broken" / "results.json").read_text())["tests"]} == {"not_judged"}
    page = (out / "=cmd, 词" / "feedback.html").read_text(encoding="utf-8")
    assert "<h1>=cmd, 词</h1>" in page and "<b>30</b>" in page
    assert "Zip the files again" in (out / "broken" / "feedback.html").read_text(encoding="utf-8")
    assert "./%3Dcmd%2C%20%E8%AF%8D/feedback.html" in (out / "class.html").read_text(encoding="utf-8")
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert rows["'=cmd, 词"]["score"] == "30" and rows["broken"]["score"] == ""
    assert "Zip the files again" in rows["broken"]["flags"]
    assert run("report", str(out), "--lang", "zh").returncode == 0
    assert "班级报告" in (out / "class.html").read_text(encoding="utf-8")


def test_an_empty_class_is_said(tmp_path):
    found = run("grade", str(tmp_path), "--out", str(tmp_path / "out"), "--lang", "en")
    assert found.returncode == 2 and "No submissions" in found.stdout


def test_words_of_a_submission_stay_words():
    assert plain("a\x1b[31mb\u202ec\nd\x00") == "a[31mbc d"
    assert [cell(text)[0] for text in ("=1+1", "+1", "-1", "@x")] == ["'"] * 4


def test_something_unreadable_has_results_too(tmp_path):
    write_unreadable(say("No submitted file defines {name}.", name="G"), tmp_path / "results.json")
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["score"] == 0 and len(results["tests"]) == len(LAB.points)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "assignment/README.md",
                                  "assignment/README.zh.md", "CONTRACT.md"])
def test_points_in_the_documents_are_the_rubric_s(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|\n]*?`?\b(\w+)`?[^|\n]*\|.*?\+?(\d+)\**\s*\|\s*$", text, re.MULTILINE)
    found = {part: int(points) for part, points in rows if part in LAB.part}
    assert found == {part.name: part.points for part in LAB.parts}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "assignment/README.md",
                                  "assignment/README.zh.md"])
def test_commands_in_the_documents_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = re.findall(r"`[^`\n]+`", text) + re.findall(r"^\s*make .*$", text, re.MULTILINE)
    named = {verb for piece in code for verb in re.findall(r"\bmake ([a-z]+)\b", piece)}
    assert named and named <= targets, named - targets
    verbs = set(re.findall(r"python -m autograder ([a-z]+)", text))
    listed = run("--help").stdout
    assert all(re.search(rf"^  {verb}\b", listed, re.MULTILINE) for verb in verbs), verbs
    checks = {check for check in re.findall(r"`(\w+\.\w+)`", text)
              if check.split(".")[0] in LAB.part and not check.endswith((".py", ".md"))}
    assert checks <= set(LAB.points), checks - set(LAB.points)
