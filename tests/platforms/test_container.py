"""Gradescope's zip, unpacked and run as its container does: the same points, and always a result."""
from __future__ import annotations

import json
import re
import shutil
import time
import zipfile
from pathlib import Path

import pytest

from autograder.diagnosis import grade
from autograder.i18n.messages import render
from autograder.labs.t1t2.lab import LAB
from autograder.platforms.gradescope.container import _note_memory, _read_metadata, _uploaded, available_memory
from autograder.platforms.gradescope.package import build
from autograder.release.notebook import notebook, write
from autograder.release.skeleton import finished
from autograder.reports.words import lines_of
from autograder.sandbox.budget import Budgeted
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT, solution
from tests.platforms.containers import earned, lay_out, results, start
from tests.reports.synthetic import outcomes

SECRET = "a secret of this test"


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("dist") / "autograder.zip", LAB, "zh", SECRET)


@pytest.fixture
def container(package, tmp_path) -> Path:
    return lay_out(tmp_path / "autograder", package)


def test_the_zip_holds_what_grading_needs_and_no_answer(package):
    with zipfile.ZipFile(package) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        contents = {name: archive.read(name) for name in modes}
    for script in ("setup.sh", "run_autograder"):
        assert modes[script] & 0o111 and contents[script].startswith(b"#!") and b"\r" not in contents[script]
    assert {name.split("/")[0] for name in modes} == {
        "setup.sh", "run_autograder", "config.json", "lab"}
    beside = {name for name in modes if name.startswith("lab/") and not name.startswith("lab/autograder/")}
    assert beside == {"lab/pyproject.toml", "lab/requirements.lock"}
    assert not [name for name in modes if name.endswith((".pyc", ".ipynb")) or "/release/" in name]
    assert not [name for name, content in contents.items() if b"BEGIN SOLUTION" in content]
    assert package.stat().st_size < 5 * 2**20


def test_equal_secrets_make_equal_zips(package, tmp_path):
    assert build(tmp_path / "a.zip", LAB, "zh", SECRET).read_bytes() == package.read_bytes()
    assert build(tmp_path / "b.zip", LAB, "zh", "another").read_bytes() != package.read_bytes()


def test_only_a_cpu_index_leaves_out_what_gpus_need(tmp_path):
    with zipfile.ZipFile(build(tmp_path / "a.zip", LAB, "en", SECRET, "file:///index")) as archive:
        assert archive.read("torch_index") == b"file:///index"
        slim = archive.read("lab/requirements.lock").decode().split()
    whole = (ROOT / "requirements.lock").read_text(encoding="utf-8").split()
    assert set(slim) < set(whole) and not [line for line in slim if line.startswith("nvidia")]
    assert {line.split("==")[0] for line in slim} >= {"torch", "torchvision", "numpy"}


def test_the_points_and_words_are_those_of_grade(container, submit, zygote):
    folder = submit({"training.py": solution("training.py").replace("0.5 *", "1.0 *")})
    shutil.copytree(folder, container / "submission", dirs_exist_ok=True)
    (container / "submission_metadata.json").write_text(json.dumps({
        "users": [{"name": "张三"}], "previous_submissions": [
            {"submission_time": "2026-11-01", "score": "90.0"}, {"submission_time": "2026-10-01", "score": "12.0"}]}))
    assert start(container).wait() == 0
    verdict = grade(read_submission(folder), zygote, secret=SECRET)
    data = results(container)
    assert earned(data) == {result.check: result.earned for result in verdict.results}
    assert data["score"] == verdict.score + verdict.bonus == 109
    noted = re.findall(r"<p>(.*)</p>", data["output"].split("<h3>")[0])
    assert data["output_format"] == "html" and len(noted) == 1 and "90" in noted[0] and "12" not in noted[0]
    assert data["output"].count("<img ") == 17  # dataset, maps, translations, the figure
    lost = next(result for result in verdict.results if result.check == "loss.half")
    failed = next(test for test in data["tests"] if test["status"] == "failed")
    assert failed["output"] == "\n".join(lines_of(lost, "zh")) and "错误" in failed["output"]


def upload(tmp_path: Path, kind: str) -> Path:
    """The solution as students hand it in."""
    sources = {name: solution(name) for name in LAB.files}
    folder = tmp_path / kind
    folder.mkdir()
    if kind == "notebook":
        write(notebook({name: finished(source) for name, source in sources.items()}, LAB), folder / "my lab (final).ipynb")
    elif kind == "zip":  # as by way of GitHub, where nobody unpacks it
        with zipfile.ZipFile(folder / "submission.zip", "w") as archive:
            for name, source in sources.items():
                archive.writestr(name, source)
    else:  # files, one folder deep, with what comes along
        (folder / "lab").mkdir()
        (folder / "__MACOSX").mkdir()
        (folder / "photo.jpg").write_bytes(b"\xff\xd8")
        for name, source in sources.items():
            (folder / "lab" / name).write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", ["files", "zip", "notebook"])
def test_whatever_kind_of_upload_is_read(tmp_path, kind):
    submission = read_submission(_uploaded(upload(tmp_path, kind)))
    texts = [*submission.files.values(), *(cell for cells in submission.cells.values() for cell in cells)]
    for name in LAB.canonical_file:
        assert any(re.search(rf"^(?:class|def) {name}\b", text, re.MULTILINE) for text in texts), name


def metadata(tmp_path: Path, **changes) -> Path:
    """submission_metadata.json as Gradescope's documents show it, for two people who are late."""
    data = {"id": 123, "created_at": "2026-11-20T09:35:20.0-08:00", "submission_method": "upload",
            "assignment": {"due_date": "2026-11-01T23:59:00.0-08:00", "late_due_date": "2026-11-08T23:59:00.0-08:00",
                           "group_size": 2, "group_submission": True, "id": 25828, "course_id": 1234,
                           "release_date": "2026-10-01T00:00:00.0-08:00", "title": "Lab 6", "total_points": "100.0"},
            "users": [{"email": "a@x.edu", "id": 1, "name": "张三"}, {"email": "b@x.edu", "id": 2, "name": "Ann\u202e B"}],
            "previous_submissions": []}
    (tmp_path / "submission_metadata.json").write_text(json.dumps({**data, **changes}), encoding="utf-8")
    return tmp_path / "submission_metadata.json"


def test_the_metadata_give_words_only(tmp_path, capsys):
    """A group has both names; the latest submission before counts, an error's missing score does not end anything."""
    earlier = [{"submission_time": "2026-11-02T08:00:00-08:00", "score": "71.0", "autograder_error": False, "results": {}},
               {"submission_time": "2026-11-01T08:00:00-08:00", "score": "99.0", "autograder_error": False}]
    assert _read_metadata(metadata(tmp_path, previous_submissions=earlier)) == ("张三, Ann B", 71.0)
    assert _read_metadata(metadata(tmp_path)) == ("张三, Ann B", None)
    failed = [{"submission_time": "2026-11-03T08:00:00-08:00", "score": None, "autograder_error": True}]
    assert _read_metadata(metadata(tmp_path, previous_submissions=failed + earlier)) == ("张三, Ann B", 71.0)
    assert capsys.readouterr().err == ""
    assert _read_metadata(metadata(tmp_path, users="nobody")) == ("", None) and capsys.readouterr().err


def test_late_is_what_gradescope_says_it_is(container):
    """The dates change nothing in what is written."""
    def reported(**changes) -> dict:
        metadata(container, **changes)
        process = start(container)
        assert process.wait() == 0 and process.stderr.read() == ""
        return {**results(container), "execution_time": 0}

    (container / "submission" / "photo.jpg").write_bytes(b"\xff\xd8")
    assert reported() == reported(created_at="2026-10-02T09:35:20.0-08:00")


def test_a_small_container_is_blamed_only_where_a_limit_was_met(monkeypatch):
    (outcome, *_) = outcomes(1)
    verdict = outcome.verdict
    for result in verdict.results:
        result.fault = None
    monkeypatch.setattr("autograder.platforms.gradescope.container.available_memory", lambda: 768)
    _note_memory(verdict)
    assert verdict.notes == []
    verdict.results[0].outcome, verdict.results[0].fault = "not_judged", "limit"
    monkeypatch.setattr("autograder.platforms.gradescope.container.available_memory", lambda: 6000)
    _note_memory(verdict)
    assert verdict.notes == []
    monkeypatch.setattr("autograder.platforms.gradescope.container.available_memory", lambda: 768)
    _note_memory(verdict)
    assert all("2800" in render(verdict.notes[0], language) and "768" not in render(verdict.notes[0], language)
               for language in ("en", "zh")), "the machine's own size is no part of a verdict"


def test_the_container_s_own_limit_is_read(tmp_path, monkeypatch):
    second = tmp_path / "memory.max"
    monkeypatch.setattr("autograder.platforms.gradescope.container.MEMORY_LIMITS", (second, tmp_path / "absent"))
    whole = available_memory()
    second.write_text("max\n")
    assert available_memory() == whole > 768
    second.write_text(f"{768 * 2**20}\n")
    assert available_memory() == 768


def test_a_killed_grading_leaves_what_it_had_found(container):
    shutil.copytree(ROOT / "solution", container / "submission", dirs_exist_ok=True)
    process, path = start(container), container / "results" / "results.json"
    try:
        while process.poll() is None and not (path.exists() and any(earned(results(container)).values())):
            time.sleep(0.05)
        assert process.poll() is None, process.stderr.read()
    finally:
        process.kill()
        process.wait()
    found = earned(results(container))
    assert found["dataset.is_dataset"] == LAB.points["dataset.is_dataset"] and found["overfit.l1_falls"] == 0


def test_what_is_no_submission_gets_a_result_and_the_reason(container):
    (container / "submission" / "photo.jpg").write_bytes(b"\xff\xd8")
    (container / "submission_metadata.json").write_text("[not json")
    process = start(container)
    assert process.wait() == 0 and "submission_metadata.json" in process.stderr.read()
    data = results(container)
    assert data["score"] == 0 and data["output"] and all(data["output"] in test["output"] for test in data["tests"])


def test_nothing_is_asked_after_the_time_is_up(zygote):
    verdict = grade(read_submission(ROOT / "solution"), Budgeted(zygote, 0.0), parts=["loss", "optimizer"])
    assert {(result.outcome, result.fault) for result in verdict.results} == {("not_judged", "limit")}
    assert grade(read_submission(ROOT / "solution"), Budgeted(zygote, 300.0), parts=["loss"]).earned("loss") == 10
