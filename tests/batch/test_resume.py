"""A class whose verdicts have a record: what is graded again, and what is not."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.batch import code_version, grader, result_cache
from autograder.batch.grade import GradingOptions, grade_class
from autograder.batch.grader import GradingResult, Task
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import find_submissions
from autograder.sandbox import open_workers
from autograder.submissions.submission import read_submission
from tests.batch.small_classes import HOLE, grade, lay_out, stubs, verdicts
from tests.conftest import ROOT, solution

RECORDING = """
import json, sys
from pathlib import Path
from autograder.batch import grade
from autograder.batch import executors
from autograder.platforms import find_submissions
asked, submit = {}, executors.LocalExecutor.submit
executors.LocalExecutor.submit = lambda executor, task: (
    asked.update({task.submission.name: task.parts if task.earlier else "all"}), submit(executor, task))[1]
if __name__ == "__main__":
    room, out = map(Path, sys.argv[1:])
    list(grade.grade_class(find_submissions([room]), out, grade.GradingOptions(pictures=False)))
    print(json.dumps(asked))
"""


def test_only_what_has_changed_is_graded_again(here, tmp_path):
    files = {**stubs(3), "copy": stubs(3)["student01"]}
    room = lay_out(tmp_path / "room", files)
    first = grade(room, tmp_path / "out")
    assert len(here) == 3, "the same text is graded once, whoever handed it in"
    assert first["copy"].verdict.submission == "copy"
    before = verdicts(tmp_path / "out")
    here.clear()
    assert all(outcome.kept for outcome in grade(room, tmp_path / "out").values()) and not here
    lay_out(tmp_path / "room", {"student02": HOLE + "# another day\n"})
    again = grade(room, tmp_path / "out")
    assert here == ["student02"] and not again["student02"].kept
    (tmp_path / "room" / "student00").rename(tmp_path / "room" / "renamed")
    renamed = grade(find_submissions([tmp_path / "room"]), tmp_path / "out")
    assert here == ["student02"] and renamed["renamed"].verdict.submission == "renamed"
    changed = verdicts(tmp_path / "out")
    assert {name for name in before if before[name] != changed[name]} == {"student02"}
    grade({"student01": room["student01"]}, tmp_path / "out", force=True)
    assert here == ["student02", "student01"]


@pytest.mark.parametrize("options", [{"secret": "another"}, {"pictures": True}, {"worker": "plain"}])
def test_other_options_are_another_verdict(options, tmp_path):
    submission = read_submission(lay_out(tmp_path, stubs(1))["student00"])

    def key(options: GradingOptions) -> str:
        return result_cache.key_of(submission, options, options.worker, True).whole

    assert key(GradingOptions(pictures=False)) == key(GradingOptions(pictures=False, seconds=9.0, strict=True))
    assert key(GradingOptions(**{"pictures": False, **options})) != key(GradingOptions(pictures=False))
    assert result_cache.key_of(submission, GradingOptions(), "auto", False) != result_cache.key_of(submission, GradingOptions(), "auto", True)


def test_what_is_cut_short_or_changed_on_disk_is_no_record(tmp_path):
    submission = read_submission(lay_out(tmp_path / "room", stubs(1))["student00"])
    key = result_cache.key_of(submission, GradingOptions(), "zygote", True)
    made = GradingResult({"submission": "a", "complete": True}, b"pictures", lasting=True)
    book = result_cache.ResultCache(tmp_path)
    book.keep("a", made, key)
    assert book.find("a", [key]).page_data == b"pictures" and result_cache.ResultCache(tmp_path).find("b", [key]) is not None
    for name in ("graded.json", "verdict.json", "evidence.npz"):
        path = tmp_path / "a" / name
        whole = path.read_bytes()
        for spoiled in (b"", whole[:-2], whole[:len(whole) // 2], b"[]", b"\xff"):
            path.write_bytes(spoiled)
            assert result_cache.ResultCache(tmp_path).find("a", [key]) is None, (name, spoiled)
        path.unlink()
        assert result_cache.ResultCache(tmp_path).find("a", [key]) is None
        path.write_bytes(whole)
    assert result_cache.ResultCache(tmp_path).find("a", [key]) is not None
    (tmp_path / "a" / ".verdict.json.a1b2c3d4").write_bytes(b"{")
    result_cache.ResultCache(tmp_path)
    assert not list(tmp_path.glob("a/.*"))
    for unsure in (GradingResult({**made.verdict, "complete": False}, lasting=True), GradingResult(made.verdict)):
        book.keep("a", unsure, key)
        assert book.read("a") is None


def test_what_hung_on_this_machine_is_tried_again(here, tmp_path, monkeypatch):
    """A budget that ran out, or a worker that was killed from outside: the next run sees for itself."""
    room = lay_out(tmp_path / "room", {**stubs(1), "killed": solution("inference.py").replace(
        "    G.eval()\n", "    import os; os.kill(os.getpid(), 9)\n")})
    list(grade_class(room, tmp_path / "out", GradingOptions(pictures=False, seconds=1e-9)))
    faults = [check["fault"] for check in verdicts(tmp_path / "out")["student00"]["checks"]]
    assert "limit" in faults
    here.clear()
    assert not any(outcome.kept for outcome in grade(room, tmp_path / "out").values())
    again = grade(room, tmp_path / "out")
    assert {name for name, outcome in again.items() if outcome.kept} == {"student00"}


def test_a_process_that_forks_workers_and_was_killed_costs_nobody_a_point(tmp_path, monkeypatch):
    submission = read_submission(lay_out(tmp_path, {"a": solution("inference.py")})["a"])
    workers = open_workers("zygote")
    monkeypatch.setattr(grader, "_workers", workers)
    monkeypatch.setattr(grader, "_lab", LAB.reference)
    right = grader.grade_task(Task.of(submission, GradingOptions(pictures=False)))
    os.kill(workers.process_number, signal.SIGKILL)
    again = grader.grade_task(Task.of(submission, GradingOptions(pictures=False)))
    grader._close()
    assert again.lasting and {**again.verdict, "run": 0} == {**right.verdict, "run": 0}


def test_one_part_s_checks_are_changed(tmp_path):
    """Only that part is graded again, and all of a submission whose parts are told by each other."""
    room = tmp_path / "room"
    lay_out(room, {"quiet": solution("inference.py"), "noisy": solution("inference.py") + "\nraise ValueError\n"})
    for name in ("quiet", "noisy"):
        (room / name / "training.py").write_text(solution("training.py"), encoding="utf-8")
    copy, script = tmp_path / "copy", tmp_path / "record.py"
    shutil.copytree(ROOT / "autograder", copy / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    script.write_text(RECORDING, encoding="utf-8")

    def run(out: str) -> dict:
        found = subprocess.run([sys.executable, script, room, tmp_path / out], capture_output=True, text=True,
                               env={**os.environ, "PYTHONPATH": str(copy)}, cwd=copy, timeout=300)
        assert found.returncode == 0, found.stderr
        return json.loads(found.stdout)

    assert run("out") == {"quiet": "all", "noisy": "all"} and run("out") == {}
    before = verdicts(tmp_path / "out")
    checks = copy / "autograder" / "labs" / "t1t2" / "parts" / "loss" / "test_loss.py"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(text.replace('    """', '    """Changed: ', 12), encoding="utf-8")
    assert run("out") == {"quiet": ["loss"], "noisy": "all"}
    assert run("fresh") == {"quiet": "all", "noisy": "all"}
    assert verdicts(tmp_path / "out") == verdicts(tmp_path / "fresh") != before


def test_text_that_all_parts_share_changes_all(tmp_path, monkeypatch):
    package = tmp_path / "autograder"
    shutil.copytree(ROOT / "autograder", package, ignore=shutil.ignore_patterns("__pycache__"))
    lab = replace(LAB)
    monkeypatch.setitem(vars(lab), "folder", package / "labs" / "t1t2")
    monkeypatch.setattr(code_version, "PACKAGE", package)
    before = code_version.code_versions.__wrapped__(lab)
    assert before == code_version.code_versions(LAB)

    def changed(name: str, more: str = "# more\n") -> set[str]:
        path = package / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text + more, encoding="utf-8")
        after = code_version.code_versions.__wrapped__(lab)
        path.write_text(text, encoding="utf-8")
        return {part for part in before if before[part] != after[part]}

    everything = set(before)
    for name in ("test_loss.py", "experiments.py", "facts.py", "part.py"):
        assert changed(f"labs/t1t2/parts/loss/{name}") == {"loss"}, name
    assert changed("labs/t1t2/parts/dataset/experiments.py") == {"dataset", "overfit"}, "overfit imports them"
    for name in ("grading/session.py", "labs/t1t2/collaborators/right_losses.py", "labs/t1t2/networks/rules.py",
                 "labs/t1t2/lab.py", "labs/t1t2/fingerprints.json", "labs/phantoms/head.py", "lab/parts.py",
                 "grading/page_data.py", "grading/judge.py", "worker/loader.py"):
        assert changed(name, "\n") == everything, name
    assert changed("reports/words.py") == changed("commands/student.py") == set()
    assert changed("labs/t1t2/stability.py") == changed("labs/t1t2/pictures/panels.py") == set()
    path = lab.folder / "collaborators" / "closed_form.py"
    text = f"\nfrom {LAB.package}.parts.loss import test_loss\n"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    before = code_version.code_versions.__wrapped__(lab)
    assert changed("labs/t1t2/parts/loss/test_loss.py") == everything, "what all parts import belongs to all"


def test_of_equal_ones_only_what_was_graded_before_is_kept(here, tmp_path):
    """Neither the second of two equal ones in a fresh folder nor one that was changed into another's is."""
    files = {"ann": stubs(1)["student00"], "bob": stubs(1)["student00"], "cy": f"{HOLE}# other\n"}
    found = grade(lay_out(tmp_path / "room", files), tmp_path / "out")
    assert not any(outcome.kept for outcome in found.values()) and len(here) == 2
    found = grade(lay_out(tmp_path / "room", {**files, "cy": files["ann"]}), tmp_path / "out")
    assert {name for name, outcome in found.items() if outcome.kept} == {"ann", "bob"} and len(here) == 2
    assert found["cy"].verdict.submission == "cy"
