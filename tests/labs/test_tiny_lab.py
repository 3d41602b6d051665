"""A lab of another folder, on which every verb is tried that is cheap."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.code_version import code_versions
from autograder.batch.result_cache import key_of
from autograder.batch.task import GradingOptions
from autograder.diagnosis import matching
from autograder.i18n import catalogue
from autograder.lab import Lab, UnknownLab, load
from autograder.release.package import build
from autograder.release.skeleton import MarkError, release
from autograder.submissions.submission import lookalike, read_submission
from autograder.verification import course as verification
from autograder.verification.authors import open_matters
from autograder.verification.confusion import Finding
from tests.conftest import ROOT

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


def run(*arguments: str, where: Path = ROOT) -> subprocess.CompletedProcess:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(where)}
    return subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=where, text=True, capture_output=True,
                          timeout=300, encoding="utf-8", env=environment)


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """The tiny lab's sample class, graded by the verb's defaults but for the folder."""
    out = tmp_path_factory.mktemp("graded")
    done = run("grade", "--lab", str(TINY), "--out", str(out), "--jobs", "1", "--no-pictures")
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_grade_takes_the_labs_own_sample_class(graded):
    found = {path.parent.name: json.loads(path.read_text()) for path in graded.glob("*/verdict.json")}
    assert {name: (verdict["lab"], verdict["score"]) for name, verdict in found.items()} == {
        "right": ("tiny_lab", 10), "wrong": ("tiny_lab", 8)}
    assert found["wrong"]["checks"][-1]["misconceptions"] == ["sums"]


def test_report_explain_and_upload_know_the_lab_by_its_verdicts(graded):
    for lab in ((), ("--lab", str(TINY))):  # the record tells all; the translations are the lab's
        assert run("report", *lab, str(graded), "--lang", "zh").returncode == 0
    assert "求平均" in (graded / "class.html").read_text(encoding="utf-8")
    heard = run("explain", "--lab", str(TINY), "wrong", "mean.value", "--out", str(graded), "--lang", "en")
    assert heard.returncode == 0 and "test_mean.py" in heard.stdout, heard.stdout + heard.stderr
    away = run("explain", "wrong", "mean.value", "--out", str(graded), "--lang", "en")
    assert away.returncode == 2 and "tiny_lab, which is not here" in away.stderr
    assert run("upload", str(graded), "--gradescope").returncode == 0


def test_a_folder_is_of_one_lab(graded, tmp_path):
    shutil.copytree(graded, tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    refused = run("grade", str(TINY / "fixtures" / "submissions"), "--out", str(tmp_path / "out"), "--lang", "en")
    assert refused.returncode == 3 and "graded of the lab tiny_lab, and this is t1t2" in " ".join(refused.stdout.split())
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    verdict = tmp_path / "out" / "wrong" / "verdict.json"
    verdict.write_text(verdict.read_text().replace('"lab": "tiny_lab"', '"lab": "t1t2"'))
    mixed = run("report", str(tmp_path / "out"), "--lang", "en")
    assert mixed.returncode == 2 and "several labs: tiny_lab (right), t1t2 (wrong)" in mixed.stderr


def test_a_submission_of_another_lab_is_said(tiny, submit):
    folder = TINY / "fixtures" / "submissions" / "right"
    assert lookalike(read_submission(folder)) == "tiny_lab" and lookalike(read_submission(folder, lab=tiny)) is None
    assert lookalike(read_submission(submit(), lab=tiny)) == "t1t2" and lookalike(read_submission(submit())) is None
    assert "--lab {other}" in read_submission(folder).notes[0].text


def test_test_and_zip_follow_the_lab(tmp_path):
    assert "Not implemented yet: double" in run("test", "--lab", str(TINY), "--lang", "en").stdout
    right = str(TINY / "fixtures" / "submissions" / "right")
    packed = run("zip", right, "--lab", str(TINY), "--out", str(tmp_path / "s.zip"), "--lang", "en")
    assert packed.returncode == 0 and "holds averaging.py, doubling.py" in packed.stdout
    unknown = run("test", "--lab", "nothing")
    assert unknown.returncode == 2 and "path/to/nothing" in unknown.stderr and "t1t2" in unknown.stderr


def test_verify_passes_over_what_the_lab_has_not_got(tiny):
    assert verification.sets(tiny) == ("submissions", "repeated", "misconceptions", "author")
    done = run("verify", "--lab", str(TINY), "--only", "misconceptions", "--only", "author", "--jobs", "1")
    assert done.returncode == 0 and "3 of 3 as stored" in done.stdout and "nothing is open" in done.stdout, done.stdout


def test_verify_tells_the_author_what_is_open(tiny, tmp_path, monkeypatch):
    copy = tmp_path / "tiny"
    shutil.copytree(TINY, copy)
    lab = replace(tiny, root=copy)
    stub = (copy / "solution" / "averaging.py").read_text(encoding="utf-8")
    (copy / "assignment" / "averaging.py").write_text(stub.replace("### ", "# "), encoding="utf-8")
    said = [matter.text for matter in open_matters(lab, [])]
    assert [text for text in said if "assignment/averaging.py tells the solution: " in text] and len(said) == 1
    both = Finding("mean/sums", {"mean": [["sums"]]}, {"mean.value": "failed", "double.shape": "failed"}, {})
    texts = [matter.text for matter in open_matters(tiny, [both])]
    assert texts == ["mean/sums breaks checks of other parts: double.shape", "mean/sums is named nothing"]
    record = {"parts": {part: {"misconceptions": {}, "usual": [], "shaky": [], "lacking": []} for part in tiny.part}}
    monkeypatch.setattr(matching, "stored", lambda lab: record)
    monkeypatch.setattr(catalogue, "translations_in", lambda folder, language: {})
    texts = [matter.text for matter in open_matters(tiny, [])]
    assert "no mistake breaks double.value, double.shape, mean.value" in texts[0]
    assert sum(": no zh for: " in text for text in texts) == 13


def test_a_package_is_of_its_lab_and_makes_no_other(tiny, tmp_path):
    build(tmp_path / "student.zip", tiny)
    with zipfile.ZipFile(tmp_path / "student.zip") as archive:
        archive.extractall(tmp_path)
    home = tmp_path / "tiny"
    assert {path.name for path in home.iterdir()} == {
        "assignment", "autograder", "fixtures", "tiny_lab", "CONTRACT.md", "LICENSE", "pyproject.toml", "requirements.lock"}
    assert "Score: 0 of 10" in run("test", "--lang", "en", where=home).stdout
    for verb in ("release", "gradescope", "nbgrader"):
        done = run(verb, where=home)
        assert done.returncode == 2 and "in the course's whole project" in done.stderr


def test_an_nbgrader_course_has_the_labs_own_names(tiny, tmp_path):
    pytest.importorskip("nbgrader", reason="needs the extra dev")
    from autograder.platforms.nbgrader.course import build as course

    course(tmp_path, tiny, "en", "secret")
    assert (tmp_path / "source" / "tiny_lab" / "numbers" / "few.csv").exists()
    assert "nbgrader autograde tiny_lab" in (tmp_path / "README.md").read_text(encoding="utf-8")
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "source").rglob("*.ipynb"))
    assert "check_double" in text and "t1t2" not in text


def test_a_solution_that_does_not_compile_is_said_with_its_line(tiny, tmp_path):
    shutil.copytree(TINY / "solution", tmp_path / "solution")
    (tmp_path / "solution" / "doubling.py").write_text("import torch\n\n\ndef double(values:\n", encoding="utf-8")
    with pytest.raises(MarkError, match=r"^solution/doubling\.py:4: does not compile: "):
        release(replace(tiny, root=tmp_path))


def test_make_names_the_lab():
    if shutil.which("make") is None:
        pytest.skip("needs make")
    for verb in ("test", "grade", "zip", "release", "gradescope", "nbgrader", "verify", "report", "similarity", "bench",
                 "bench-class", "upload", "explain", "doctor"):
        said = subprocess.run(["make", "-n", "-o", ".venv/.ready", verb, "LAB=path/to/one"], cwd=ROOT, text=True,
                              capture_output=True, env={**os.environ, "MAKEFLAGS": ""}).stdout
        assert f'-m autograder --lab "path/to/one" {verb}' in said, said
