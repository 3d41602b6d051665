"""A lab that `new-lab` begins passes at once: solution, styles, mistakes, samples, words, texts; so does one more part."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.commands import main
from autograder.diagnosis import grade
from autograder.grading.authoring import AuthorError, require_checks, require_misconceptions
from autograder.grading.verdict import PASSED
from autograder.i18n import catalogue
from autograder.i18n.messages import LANGUAGES, render
from autograder.lab import Lab
from autograder.release import scaffold
from autograder.release.skeleton import release
from autograder.release.texts import contradictions
from autograder.sandbox import open_workers
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT

NAME = "scaffolded"


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Lab:
    """A new lab outside the repository, with one part more than it begins with."""
    folder = tmp_path_factory.mktemp("labs") / NAME
    scaffold.new_lab(str(folder))
    yield scaffold.new_part(scaffold.load(str(folder)), "thresholded")
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def judged(lab, tmp_path_factory):
    """Grade the solution with some files replaced by those of a folder, or by one file."""
    workers = open_workers("zygote", lab=lab.reference)

    def run(source: Path | None = None, name: str = "", **asked):
        folder = tmp_path_factory.mktemp("work")
        for file in lab.files:
            shutil.copy(lab.solution / file, folder)
        for path in sorted(source.iterdir()) if source and source.is_dir() else [source] * bool(source):
            shutil.copy(path, folder / (name or path.name))
        verdict = grade(read_submission(folder, lab=lab), workers, **asked)
        return verdict.score, {result.check: result.outcome for result in verdict.results if result.outcome != PASSED}
    yield run
    workers.close()


def test_it_has_two_parts_and_one_more(lab):
    assert list(lab.part) == ["classifier", "rectify", "thresholded"] and lab.total == 15
    require_checks(lab)
    require_misconceptions(lab.fixtures / "misconceptions", lab)


def test_the_solution_and_another_style_get_full_marks(lab, judged):
    assert judged() == (15, {})
    styles = sorted((lab.fixtures / "right_styles" / "right").iterdir())
    assert styles and all(judged(style) == (15, {}) for style in styles)


def test_every_mistake_breaks_what_is_stored_for_it_and_every_check_is_broken(lab, judged):
    stored = json.loads((lab.fixtures / "verdicts.json").read_text(encoding="utf-8"))
    found = {f"{path.parent.name}/{path.stem}": sorted(judged(path, f"{path.parent.name}.py", parts=[path.parent.name])[1])
             for path in sorted((lab.fixtures / "misconceptions").glob("*/*.py"))}
    assert {name: checks for name, checks in found.items() if "thresholded" not in name} == stored["misconceptions"]
    broken = {check for checks in found.values() for check in checks}
    assert all(len(checks) == 1 for checks in found.values())
    assert broken == set(lab.points)


def test_the_sample_has_its_stored_verdict(lab, judged):
    stored = json.loads((lab.fixtures / "verdicts.json").read_text(encoding="utf-8"))["submissions"]["half_done"]
    score, lost = judged(lab.fixtures / "submissions" / "half_done")
    assert (score - lab.part["thresholded"].points, lost) == (stored["score"], stored["lost"])


def test_every_sentence_is_translated(lab):
    said, translated = catalogue.sentences([lab.folder]), catalogue.translations("zh", [lab.folder])
    assert catalogue.problems(said, translated) == []
    assert all(render(part.title, language) for part in lab.parts for language in LANGUAGES)


def test_only_the_new_part_is_missing_in_its_tables(lab):
    said = [one.shown(lab) for one in contradictions(lab)]
    assert len(said) == 6 and all("thresholded" in line or "of total: 10" in line for line in said)


def test_stubs_and_notebook_can_be_made(lab):
    assert [path.name for path in release(lab)] == [*lab.files, "lab.ipynb"]
    assert "NotImplementedError" in (lab.assignment / "thresholded.py").read_text(encoding="utf-8")


def test_pytest_runs_its_checks(lab):
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", str(lab.folder / "parts" / "thresholded")], cwd=ROOT,
                          capture_output=True, text=True, timeout=300)
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_its_code_is_in_the_project_s_style(lab):
    pytest.importorskip("ruff", reason="needs the extra dev")
    places = [lab.folder / name for name in ("lab.py", "settings.py", "parts", "conftest.py")]
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "--config", "pyproject.toml", *map(str, places)], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("words, said", [
    (["new-lab", "Big-Name"], "no name for a package"), (["new-lab", "class"], "no name for a package"),
    (["new-lab", "t1t2"], "is there already"), (["new-part", "loss"], "has loss already"),
    (["new-part", "9lives"], "no name for a package"), (["new-lab", "/tmp/json"], "already")])
def test_names_that_do_not_do_are_said_and_nothing_is_written(words, said):
    before = sorted((ROOT / "autograder" / "labs").iterdir())
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2 and said in done.output
    assert sorted((ROOT / "autograder" / "labs").iterdir()) == before


def test_a_lab_file_in_another_layout_is_left_alone(lab):
    path = lab.folder / "lab.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("parts=(", "parts=tuple("), encoding="utf-8")
    try:
        with pytest.raises(AuthorError, match="add another by hand"):
            scaffold.new_part(lab, "another")
        assert not (lab.folder / "parts" / "another").exists()
    finally:
        path.write_text(text, encoding="utf-8")
