"""What a lab's texts state is what its settings and parts are; else it is said where, and nothing is released."""
from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.commands import main
from autograder.i18n.numbers import read_number, written, written_like
from autograder.lab import load
from autograder.release import texts
from autograder.release.tables import stated_points
from autograder.release.texts import contradictions, documents, update

LAB = load("t1t2")
POINTS = {part.name: part.points for part in LAB.parts}
PHRASES = ("lambda_l1={LAMBDA_L1}", "betas {BETAS}", "# 实验{NUMBER}", "Why {LAMBDA_L1}?")
SETTINGS = {"LAMBDA_L1": 100.0, "BETAS": (0.5, 0.999), "NUMBER": 6, "STATED": PHRASES,
            "STATED_IN_CODE": ("lambda_l1={LAMBDA_L1}",)}


@pytest.fixture
def lab(tmp_path):
    """A lab with lab one's parts and settings of its own, in a folder without texts."""
    made = replace(LAB, root=tmp_path, given=())
    vars(made).update(settings=dict(SETTINGS), folder=tmp_path / "lab")
    return made


def stated(lab, text):
    path = lab.root / "README.md"
    path.write_text(text, encoding="utf-8")
    return [(one.line, one.about, one.found, one.expected) for one in contradictions(lab)]


def test_the_lab_s_texts_agree_with_it():
    assert [one.shown(LAB) for one in contradictions(LAB)] == []


def test_its_texts_state_every_setting():
    names = {name for path in documents(LAB) for name, *_ in texts._phrases(
        path.read_text(encoding="utf-8"), LAB.settings, LAB.settings["STATED"])}
    assert names == {"NUMBER", "TITLE", "LAMBDA_L1", "LEARNING_RATE", "BETAS"}
    tables = {path.relative_to(LAB.root).as_posix() for path in documents(LAB) if path.suffix == ".md"
              and list(stated_points(path.read_text(encoding="utf-8"), LAB))}
    assert {"README.md", "README.zh.md", "CONTRACT.md", "assignment/README.md", "assignment/README.zh.md"} <= tables


@pytest.mark.parametrize("text, found", [
    ("Take `lambda_l1=100.0`, `lambda_l1 = 100`, `lambda_l1=1e2`; lambda_l1=weight", []),
    ("\n`lambda_l1=10`", [(2, "LAMBDA_L1", "10", "100")]),
    ("\n`lambda_l1=10.0`", [(2, "LAMBDA_L1", "10.0", "100.0")]),
    ("Why 50? Why not?", [(1, "LAMBDA_L1", "50", "100")]),
    ("betas (0.5, 0.999) and betas (0.9,\n0.999)", [(1, "BETAS", "(0.9,\n0.999)", "(0.5, 0.999)")]),
    ("# 实验七：GAN\n实验八", [(1, "NUMBER", "七", "六")]),
])
def test_phrases_are_compared(lab, text, found):
    assert stated(lab, text) == found


def table(points):
    rows = "\n".join(f"| `{name}` | made | {number} |" for name, number in points.items())
    return f"| part | what | points |\n|---|---|---|\n{rows}\n"


@pytest.mark.parametrize("text, found", [
    (table(POINTS | {"total": LAB.total}), []),
    (table(POINTS | {"loss": 11, "total": 101}), [(6, "points of loss", "11", "10"), (11, "points of total", "101", "100")]),
    (table({name: POINTS[name] for name in POINTS if name != "loss"}),
     [(1, "points of loss", "nothing", "a place for its 10 points")]),
    (table({**POINTS, "essay": 5}), [(11, "points of essay", "essay", "no part of this lab")]),
    ("| dataset | generator | 损失 | **总分** | 推理（加分） |\n|---|---|---|---|---|\n| 20 | 20 | 10 | **90** | +9 |\n", None),
    ("| part | takes |\n|---|---|\n| dataset | 7 s |\n| loss | 3 s |\n", []),
    ("| who | points |\n|---|---|\n| Li | 3 |\n| Ma | 4 |\n", []),
])
def test_tables_are_compared(lab, text, found):
    if found is None:  # a column for each part, its own words for their names
        said = [one[1:] for one in stated(lab, text)]
        assert ("points of total", "90", "100") in said and ("points of dataset", "20", "20") not in said
    else:
        assert stated(lab, text) == found


def test_what_is_right_is_written(lab):
    rows = table({**POINTS, "loss": 11, "total": 99})
    assert stated(lab, f"# 实验七\r\n`lambda_l1=10.0` Why 7?\n\n{rows}")
    assert update(lab) == {lab.root / "README.md": 5}
    assert contradictions(lab) == []
    after = table({**POINTS, "total": LAB.total})
    assert (lab.root / "README.md").read_bytes().decode() == f"# 实验六\r\n`lambda_l1=100.0` Why 100?\n\n{after}"


def test_samples_follow_what_was_right_and_mistakes_stay(lab):
    folder = lab.fixtures / "misconceptions" / "loss"
    folder.mkdir(parents=True)
    for name, value in (("no_mean", "100.0"), ("default_1", "1"), ("default_50", "50.")):
        (folder / f"{name}.py").write_text(f"def generator_loss(lambda_l1={value}): ...\n")
    update(lab)
    assert contradictions(lab) == []
    lab.settings["LAMBDA_L1"] = 50.0
    said = [one.shown(lab) for one in contradictions(lab)]
    assert said == ["fixtures/settings.json:2: LAMBDA_L1 of the samples: 100 stands here, and it should be 50",
                    "fixtures/misconceptions/loss/default_50.py:1: LAMBDA_L1 as a mistake: 50 stands here, and it "
                    "should be another value, since this one is right now"]
    assert update(lab) == {folder / "no_mean.py": 1} and contradictions(lab) == []
    assert [(folder / f"{name}.py").read_text()[29:-7] for name in ("no_mean", "default_1", "default_50")] == [
        "50.0", "1", "50."]


@pytest.mark.parametrize("verb", [["release", "--package", "a.zip"], ["gradescope", "--out", "a.zip"], ["nbgrader", "--out", "a"]])
def test_nothing_is_released_while_a_text_contradicts_the_lab(tmp_path, monkeypatch, verb):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(vars(LAB), "settings", {**LAB.settings, "LAMBDA_L1": 50.0})
    before = (LAB.assignment / "training.py").stat().st_mtime_ns
    done = CliRunner().invoke(main, verb)
    assert done.exit_code == 2 and "CONTRACT.md:15: LAMBDA_L1: 100.0 stands here, and it should be 50.0" in done.output
    assert "--update-texts" in done.output and list(tmp_path.iterdir()) == []
    assert (LAB.assignment / "training.py").stat().st_mtime_ns == before


def test_verify_says_it_and_fails(monkeypatch):
    monkeypatch.setattr("autograder.verification.course.verify_course", lambda *arguments: 0)
    assert CliRunner().invoke(main, ["verify"]).exit_code == 0
    monkeypatch.setitem(vars(LAB), "settings", {**LAB.settings, "NUMBER": 8})
    done = CliRunner().invoke(main, ["verify"])
    assert done.exit_code == 1 and "assignment/README.md:1: NUMBER: 6 stands here, and it should be 8" in done.output


@pytest.mark.parametrize("value, before, after", [
    (50.0, "100.0", "50.0"), (50.0, "100", "50"), (2.5, "100.0", "2.5"), (1e-4, "2e-4", "1e-4"), (0.01, "2e-4", "0.01"),
    ((0.9, 0.99), "(0.5, 0.999)", "(0.9, 0.99)"), (7, "六", "七"), (12, "六", "十二"), (20, "6", "20"), (20, "六", "二十")])
def test_numbers_are_written_as_they_stood(value, before, after):
    assert written_like(value, before) == after
    if not isinstance(value, tuple):
        assert read_number(after) == value == read_number(written(value))


def test_a_sentence_with_a_setting_says_its_value():
    claim = LAB.claim("""The default is
        {LAMBDA_L1}, betas {BETAS}, rate {LEARNING_RATE}.""")
    assert claim.text.format(**claim.values) == "The default is 100, betas (0.5, 0.999), rate 2e-4."
    assert list(claim.values) == ["BETAS", "LAMBDA_L1", "LEARNING_RATE"], "the order of a set is another at every run"
