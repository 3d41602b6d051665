"""A verdict is a record: an old one reads back as it was written, whatever has become of the rubric since.

old_verdicts/: a full score, one with lost points and one with a limit, as the first format's grader wrote them.
"""
import csv
import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from autograder import lab
from autograder.batch import appeal
from autograder.batch.grade import Outcome
from autograder.grading import asked
from autograder.grading import verdict as verdicts
from autograder.i18n.messages import LANGUAGES, Message, say
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import Handed
from autograder.platforms.gradescope.export import scores
from autograder.platforms.uploads import comment_text
from autograder.reports import gradescope as reports_gradescope
from autograder.reports import overview
from autograder.reports.gradescope import results
from autograder.reports.markdown import summary
from autograder.reports.pages.archive import outcomes_in, reprint
from autograder.reports.pages.classroom import class_page
from autograder.reports.pages.feedback import feedback
from autograder.reports.tables import write_grades
from autograder.reports.terminal import Screen, class_table
from tests.conftest import ROOT

OLD = ROOT / "tests" / "grading" / "old_verdicts"
NAMES = ("chen_wei", "hu_bin", "tang_rui")
TOTALS = {"chen_wei": (100, 10), "hu_bin": (88, 10), "tang_rui": (71, 10)}


def old(name: str) -> verdicts.Verdict:
    return verdicts.load(OLD / f"{name}.json")


def record(name: str) -> dict:
    return json.loads((OLD / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def new_rubric(monkeypatch):
    """Tomorrow's lab: a check renamed, points changed, a part gone, the order turned round, titles changed."""
    parts = []
    for part in reversed(LAB.parts):
        checks = {("halved" if claim == "half" else claim): points + 2 for claim, points in part.checks.items()}
        if part.name != "optimizer":
            parts.append(replace(part, checks=checks, title=say("Challenge"), bonus=part.name == "dataset"))
    tomorrow = replace(LAB, parts=tuple(parts))

    def change():
        for module in (lab, overview, appeal, reports_gradescope):
            monkeypatch.setattr(module, "load", lambda reference="": tomorrow)
        return tomorrow
    return change


def printed(verdict: verdicts.Verdict, language: str) -> list[str]:
    """Everything that is printed of one verdict."""
    file = io.StringIO()
    screen = Screen(Console(file=file, width=100, color_system=None), language)
    for result in verdict.results:
        screen.hear(result)
    screen.finish(verdict)
    return [file.getvalue(), feedback(verdict, None, language), summary(verdict, language), comment_text(verdict, language),
            json.dumps(results(verdict, language))]


@pytest.mark.parametrize("name", NAMES)
def test_points_and_order_are_those_of_the_record(name, new_rubric):
    new_rubric()
    verdict, written = old(name), record(name)
    assert written["format"] == 1
    assert [(result.check, result.points, result.earned) for result in verdict.results] == [
        (check["check"], check["points"], check["earned"]) for check in written["checks"]]
    assert (verdict.score, verdict.bonus) == (written["score"], written["bonus"]) == TOTALS[name] and verdict.total == 100
    assert {part.name: verdict.earned(part.name) for part in verdict.parts} == written["parts"]
    assert list(written["parts"]) == [part.name for part in verdict.parts]
    assert [part.name for part in verdict.parts if part.bonus] == ["inference"]
    assert [result.claim.to_json() for result in verdict.results] == [check["claim"] for check in written["checks"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_of_the_record(name, language, new_rubric):
    before = printed(old(name), language)
    new_rubric()
    assert printed(old(name), language) == before
    assert all(title in before[0] for title in {"en": ("Dataset", "Inference (bonus)"), "zh": ("数据",)}[language])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_again_is_of_today_s_format_and_says_the_same(name, new_rubric, tmp_path):
    verdict = old(name)
    verdicts.save(verdict, tmp_path / "verdict.json")
    new_rubric()
    again = verdicts.load(tmp_path / "verdict.json")
    assert again == verdict and again.to_json()["format"] == verdicts.FORMAT == 2
    ours, theirs = again.to_json(), record(name)
    assert {key: ours[key] for key in theirs if key != "format"} == {key: theirs[key] for key in theirs if key != "format"}


def test_a_grading_cut_short_keeps_what_it_had_not_come_to(new_rubric):
    parts = asked.asked_parts(LAB)
    verdict = verdicts.Verdict("a", "", [asked.result_of(LAB, "dataset.is_dataset", verdicts.PASSED, say("Neither optimizer decays weights."))],
                               complete=False, rubric=parts)
    written = json.loads(json.dumps(verdict.to_json()))
    count, points = len(LAB.points), dict(LAB.points)
    new_rubric()
    found = results(verdicts.Verdict.from_json(written))
    assert len(found["tests"]) == count and found["score"] == 1
    assert {test["extra_data"]["check"]: test["max_score"] for test in found["tests"]} == {
        check: 0 if check.startswith("inference.") else value for check, value in points.items()}


def test_a_class_of_unlike_rubrics_is_printed_with_each_one_s_own_totals(new_rubric, tmp_path):
    outcomes = [Outcome(name, old(name)) for name in NAMES]
    tomorrow = new_rubric()
    results_now = [asked.result_of(tomorrow, check, verdicts.PASSED, Message("A claim.")) for check in tomorrow.points]
    newer = verdicts.Verdict("newer", "", results_now, confinement={"sufficient": True}, rubric=asked.asked_parts(tomorrow))
    outcomes.append(Outcome("newer", newer))
    assert newer.score == newer.total == tomorrow.total != 100
    assert overview.full(outcomes) == 2 and overview.totals(outcomes) == " / ".join(map(str, sorted({100, tomorrow.total})))
    assert overview.histogram(outcomes)[10] == 2
    for language in LANGUAGES:
        page = class_page(outcomes, language)
        assert page.count('class="all"') >= 8 and "loss.half" in page and "loss.halved" in page
        Console(file=io.StringIO(), width=100).print(class_table(outcomes, language))
    write_grades(outcomes, tmp_path / "grades.csv")
    with open(tmp_path / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert rows["hu_bin"]["score"] == "88" and rows["newer"]["score"] == str(tomorrow.total) and rows["newer"]["optimizer"] == "0"
    table = scores([(Handed(one.name, tmp_path), one.verdict) for one in outcomes], [])
    most = table.header.index("Max Points")
    assert [row[most] for row in table.rows[1:]] == ["100.0"] * 3 + [f"{tomorrow.total:.1f}"]


def test_a_graded_folder_of_the_first_format_is_printed_again(tmp_path, new_rubric):
    for name in NAMES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "verdict.json").write_text(json.dumps(record(name)), encoding="utf-8")
    new_rubric()
    assert reprint(tmp_path, "zh") == 3 and {one.verdict.score for one in outcomes_in(tmp_path)} == {100, 88, 71}


def test_a_format_of_tomorrow_is_refused():
    with pytest.raises(ValueError, match="format 3, this grader reads 2"):
        verdicts.Verdict.from_json({"format": 3})


def test_an_appeal_about_a_check_that_is_gone_is_answered_in_words(tmp_path, new_rubric):
    (tmp_path / "hu_bin").mkdir()
    (tmp_path / "hu_bin" / "verdict.json").write_text(json.dumps(record("hu_bin")), encoding="utf-8")
    new_rubric()
    with pytest.raises(appeal.Refused, match="earlier version"):
        appeal.recorded(tmp_path, Handed("hu_bin", tmp_path / "hu_bin"), "loss.half")
