"""What authors of the lab leave half done is said at once and with its file, and never costs a student a point."""
import re
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.commands import main
from autograder.grading import authoring
from autograder.grading.authoring import AuthorError, require_checks, require_misconceptions
from autograder.grading.check_runner import CheckRunner
from autograder.labs.t1t2.lab import LAB
from autograder.release.package import build
from autograder.release.skeleton import MarkError, release, solution_sources
from autograder.verification import fingerprints
from tests.conftest import ROOT

HALF = "def test_half(look):\n    \"\"\"The sum is halved.\"\"\"\n"


@pytest.fixture
def checks(tmp_path, monkeypatch):
    """A copy of the checks, which the grader takes for its own."""
    shutil.copytree(LAB.folder / "parts", tmp_path / "lab" / "parts")
    monkeypatch.setitem(vars(LAB), "folder", tmp_path / "lab")
    authoring._check_complaints.cache_clear()
    yield tmp_path / "lab" / "parts"
    authoring._check_complaints.cache_clear()


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


WRONG = {
    "a check without a test": ("def test_half(", "def half(", r"parts/loss/test_loss\.py: no test_half, .* 1 points"),
    "a test that is no check": ("def test_half(", "def test_halved(", r"test_loss\.py:\d+: part.py has no check loss\.halved"),
    "no sentence": ("def test_half(", "def test_real_term(look):\n    pass\n\n\ndef test_half(", r"test_loss\.py:\d+: test_real_term "
                    r"has no docstring(.|\n)*test_real_term is there 2 times|test_real_term is there 2 times(.|\n)*no docstring"),
    "a syntax error": ("def test_half(", "def test_half(:\ndef f(", r"test_loss\.py:\d+: SyntaxError"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_rubric_and_tests_name_the_same_checks(checks, kind):
    require_checks(LAB)
    old, new, said = WRONG[kind]
    rewrite(checks / "loss" / "test_loss.py", old, new)
    authoring._check_complaints.cache_clear()
    with pytest.raises(AuthorError, match=said):
        require_checks(LAB)
    with pytest.raises(AuthorError, match=said):  # whatever door grades by it
        CheckRunner(LAB)
    done = CliRunner().invoke(main, ["test", "solution", "--lang", "en"])
    assert done.exit_code == 2 and re.search(said, done.output) and "Score" not in done.output


def test_a_part_without_a_file(checks):
    (checks / "loss" / "test_loss.py").rename(checks / "test_losses.py")
    authoring._check_complaints.cache_clear()
    with pytest.raises(AuthorError, match=r"test_loss\.py: there is no such file"):
        require_checks(LAB)


MISCONCEIVED = {
    "mistake-zh": (r"loss/new\.py: its docstring has no line `mistake-zh: …`", lambda text: re.sub("mistake-zh: .*\n", "", text)),
    "twice": ("has 2 lines `try: …`", lambda text: text.replace("try: ", "try: a\ntry: ", 1)),
    "a second line": ("begins with no field: as they say", lambda text: text.replace("\ntry: ", "\nas they say\ntry: ", 1)),
    "nothing": ("has no line `mistake: …`", lambda text: "x = 1\n"),
    "no Python": (r"loss/new\.py:1: SyntaxError", lambda text: "x = = 1\n"),
}


@pytest.mark.parametrize("kind", MISCONCEIVED)
def test_a_misconception_says_all_that_it_has_to(tmp_path, monkeypatch, kind):
    said, change = MISCONCEIVED[kind]
    folder = tmp_path / "misconceptions"
    (folder / "loss").mkdir(parents=True)
    text = (fingerprints.misconception_folder(LAB) / "loss" / "no_half.py").read_text(encoding="utf-8")
    (folder / "loss" / "new.py").write_text(text, encoding="utf-8")
    require_misconceptions(folder, LAB)
    (folder / "loss" / "new.py").write_text(change(text), encoding="utf-8")
    with pytest.raises(AuthorError, match=said):
        fingerprints.sentences(LAB, folder / "loss" / "new.py")
    monkeypatch.setattr(fingerprints, "misconception_folder", lambda lab: folder)
    for option in ("--update", "--sentences"):  # before it grades any
        done = CliRunner().invoke(fingerprints.main, [option])
        assert done.exit_code == 1 and re.search(said, done.output) and "Nothing was stored" in done.output


def test_a_misconception_of_no_part_is_said(tmp_path):
    (tmp_path / "losses").mkdir()
    shutil.copy(fingerprints.misconception_folder(LAB) / "loss" / "no_half.py", tmp_path / "losses" / "no_half.py")
    with pytest.raises(AuthorError, match="the lab has no part losses"):
        require_misconceptions(tmp_path, LAB)


def solution_without(name: str, folder):
    """The solution in which nothing of this class or function is marked."""
    folder = shutil.copytree(ROOT / "solution", folder / "solution")
    path = folder / LAB.canonical_file[name]
    begin, rest = re.split(rf"(?=^(?:def|class) {name}\b)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    body, *others = re.split(r"(?=^(?:def|class) )", rest[1:], maxsplit=1, flags=re.MULTILINE)
    kept = "".join(line for line in (rest[0] + body).splitlines(True) if "### " not in line)
    path.write_text(begin + kept + "".join(others), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", LAB.canonical_file)
def test_what_students_are_to_write_is_never_released_whole(tmp_path, name):
    solution_without(name, tmp_path)
    file = LAB.canonical_file[name]
    lab = replace(LAB, root=tmp_path, given=())
    with pytest.raises(MarkError, match=rf"^solution/{file}:\d+: nothing in {name} is marked"):
        release(lab)
    assert not lab.assignment.exists()
    with pytest.raises(MarkError, match=name):
        build(tmp_path / "lab.zip", lab)
    assert not (tmp_path / "lab.zip").exists()


def test_a_solution_without_a_name_is_not_released_and_the_verb_says_it_in_a_line(tmp_path, monkeypatch):
    folder = shutil.copytree(ROOT / "solution", tmp_path / "solution")
    rewrite(folder / "inference.py", "def translate(", "def translated(")
    lab = replace(LAB, root=tmp_path)
    with pytest.raises(MarkError, match="no translate, which students are to write"):
        solution_sources(lab)
    monkeypatch.setattr("autograder.commands.instructor.chosen_lab", lambda: lab)
    done = CliRunner().invoke(main, ["release", "--package", str(tmp_path / "x.zip")])
    assert done.exit_code == 2 and done.output.startswith("solution/inference.py:1: no translate")
    assert not (tmp_path / "assignment").exists()
