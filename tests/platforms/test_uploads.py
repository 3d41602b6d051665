"""Scores go back to Canvas, Moodle and Gradescope, and nothing else in their tables changes."""
import csv
import io

import pytest
from click.testing import CliRunner

from autograder.batch.class_record import ClassRecord, load
from autograder.commands import main
from autograder.grading.verdict import PASSED, save
from autograder.i18n.messages import say
from autograder.platforms import Handed, Remark, Student
from autograder.platforms.sheets import read_sheet
from autograder.platforms.uploads import Scores
from autograder.reports.pages.archive import outcomes_in, reprint
from autograder.submissions.intake import IntakeError
from tests.platforms import exports
from tests.reports.synthetic import outcomes

ANN = Student("2023001", "Ann Lee", "ann@example.edu", account="canvas 12345")
ZHANG = Student("2023002", "张三", "zhang@example.edu", account="moodle 4712")
BO = Student("2023003", "Bo Chen", "bo@example.edu")
DAN = Student("2023004", "=Eve Dan", "")


@pytest.fixture
def out(tmp_path):
    """A graded class: Ann alone, Zhang and Bo together, somebody nobody knows, something unreadable; Dan is missing."""
    folder = tmp_path / "graded"
    some = [outcome.verdict for outcome in outcomes(9, seed=4) if outcome.verdict][:3]
    for name, verdict in zip(("ann_1001", "zhang + bo_1002", "stranger"), some):
        verdict.submission = name
        save(verdict, folder / name / "verdict.json")
    people = {"ann_1001": (ANN,), "zhang + bo_1002": (ZHANG, BO), "stranger": ()}
    register = ClassRecord({name: Handed(name, tmp_path / name, who, late=name.startswith("zhang")) for name, who in people.items()},
                        [Remark("=x.pdf", say("it holds data and no code"))], [], [DAN])
    register.save(folder)
    assert load(folder) == register
    return folder


def score(out, name):
    verdict = next(one.verdict for one in outcomes_in(out) if one.name == name)
    return verdict.score + verdict.bonus


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("gb18030", "\n")])
def test_canvas_s_gradebook_changes_in_one_column_only(out, tmp_path, encoding, newline):
    path = tmp_path / "gradebook.csv"
    before = exports.CANVAS_GRADEBOOK.replace("\n", newline).encode(encoding)
    path.write_bytes(before)
    grades = Scores(out)
    with pytest.raises(IntakeError, match="Homework 1 .501.; GAN lab"):
        grades.fill_canvas(path, "")
    written = grades.fill_canvas(path, "GAN lab").read_bytes()
    assert grades.fill_canvas(path, "502").read_bytes() == written
    was, now = ([*csv.reader(io.StringIO(data.decode(encoding), newline=""))] for data in (before, written))
    changed = {row[0]: (old[6], row[6]) for old, row in zip(was, now) if old != row}
    assert all(old[:6] + old[7:] == row[:6] + row[7:] for old, row in zip(was, now)) and len(was) == len(now)
    together = str(score(out, "zhang + bo_1002"))
    assert changed == {"Lee, Ann": ("", str(score(out, "ann_1001"))), "三, 张": ("55.00", together), "Chen, Bo": ("", together)}
    back = before
    for line, (old, new) in (("Monday\",7.00", changed["Lee, Ann"]), ("8.00", changed["三, 张"]), ("9.00", changed["Chen, Bo"])):
        back = back.replace(*(f"{line},{value},".encode(encoding.removesuffix("-sig")) for value in (old, new)))
    assert back == written  # byte for byte
    assert any("stranger" in str(message.values) for message in grades.said)


def test_an_assignment_whose_name_is_like_a_sum_is_filled_and_canvas_s_import_is_told_of(out, tmp_path):
    path = tmp_path / "gradebook.csv"
    path.write_text(exports.CANVAS_GRADEBOOK.replace("GAN lab (502)", "Final Grade: GAN (502)").replace("Homework 1 (501),", "").replace(
        "Posting,,", "Posting,").replace("10.00,100.00", "100.00").replace(",7.00,", ",").replace(",8.00,", ",").replace(",9.00,", ","))
    for assignment in ("", "502", "Final Grade: GAN", "Final Grade: GAN (502)"):
        grades = Scores(out)
        rows = {row[0]: row[5] for row in read_sheet(grades.fill_canvas(path, assignment)).rows}
        assert rows["Lee, Ann"] == str(score(out, "ann_1001")) and rows["Student"] == "Final Grade: GAN (502)"
        assert any("passes over" in message.text and message.values["name"] == "Final Grade: GAN (502)" for message in grades.said)
    with pytest.raises(IntakeError):
        Scores(out).fill_canvas(path, "503")


@pytest.mark.parametrize(("possible", "above"), [("100.00", 1), ("110", 0), ("10,00", 3), ("", 0)])
def test_more_points_than_canvas_s_assignment_has_are_said(out, tmp_path, possible, above):
    verdict = next(one.verdict for one in outcomes_in(out) if one.name == "ann_1001")
    for result in verdict.results:
        result.outcome = PASSED
    save(verdict, out / "ann_1001" / "verdict.json")
    path = tmp_path / "gradebook.csv"
    path.write_text(exports.CANVAS_GRADEBOOK.replace("10.00,100.00", f'10.00,"{possible}"'))
    grades = Scores(out)
    assert read_sheet(grades.fill_canvas(path, "502")).rows[3][6] == "110"  # as Canvas has extra credit
    reported = [message for message in grades.said if "extra credit" in message.text]
    assert len(reported) == bool(above) and (not above or "Ann Lee" in reported[0].values["names"])
    assert not above or len(reported[0].values["names"].split(", ")) == above
    without = Scores(out, with_bonus=False)
    assert read_sheet(without.fill_canvas(path, "502")).rows[3][6] == "100"


def test_who_is_excused_stays_excused(out, tmp_path):
    path = tmp_path / "gradebook.csv"
    path.write_text(exports.CANVAS_GRADEBOOK.replace('Monday",7.00,', 'Monday",7.00,ex').replace("8.00,55.00", "8.00,N/A"))
    grades = Scores(out)
    rows = {row[0]: row[6] for row in read_sheet(grades.fill_canvas(path, "502")).rows}
    assert rows["Lee, Ann"] == "ex" and rows["三, 张"] == "N/A" and rows["Chen, Bo"] == str(score(out, "zhang + bo_1002"))
    assert any("excuses" in message.text and "Ann Lee, 张三" in message.values["names"] for message in grades.said)


def test_moodle_s_worksheet_gets_grades_and_feedback(out, tmp_path):
    path = tmp_path / "worksheet.csv"
    path.write_text(exports.MOODLE_WORKSHEET.replace('late",,100.00', f'late",,{score(out, "zhang + bo_1002") - 1}'), encoding="utf-8")
    grades = Scores(out)
    sheet = read_sheet(grades.fill_moodle(path, "en"))
    rows = {row[1]: dict(zip(sheet.header, row)) for row in sheet.rows[1:]}
    assert float(rows["Ann Lee"]["Grade"]) == min(100, score(out, "ann_1001"))
    assert float(rows["张三"]["Grade"]) == score(out, "zhang + bo_1002") - 1  # Moodle takes no more
    assert any("张三" in str(message.values) for message in grades.said)
    text = rows["Ann Lee"]["Feedback comments"]
    assert text.startswith("Score: ") and "<br>Generator: " in text and not text.startswith(("=", "-", "+", "@"))
    assert rows["Ann Lee"]["Last modified (submission)"] == "Monday, 2 March 2026, 1:00 PM"
    with pytest.raises(IntakeError):
        grades.fill_moodle(exports.lay_out({"x.csv": "学号,姓名\n1,a\n"}, tmp_path) / "x.csv", "en")
    with pytest.raises(IntakeError):
        grades.fill_canvas(path, "")


def test_gradescope_s_table_has_a_line_for_everybody(out):
    path = Scores(out, with_bonus=False).write_gradescope()
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"Ann Lee", "张三", "Bo Chen", "stranger", "'=Eve Dan"}
    assert rows["'=Eve Dan"]["Status"] == "Missing" and rows["Ann Lee"]["Submission ID"] == "1001"
    assert rows["张三"]["Total Score"] == rows["Bo Chen"]["Total Score"] != "" and rows["张三"]["2: generator (20.0 pts)"]


def test_the_class_s_files_tell_who_is_who(out):
    assert reprint(out, "en") == 3
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {(row["submission"], row["id"]): row for row in csv.DictReader(file)}
    assert set(rows) == {("ann_1001", "2023001"), ("zhang + bo_1002", "2023002"), ("zhang + bo_1002", "2023003"),
                         ("stranger", ""), ("", "2023004")}
    missing = rows["", "2023004"]
    assert missing["flags"] == "missing" and missing["score"] == "" and missing["name"] == "'=Eve Dan"
    assert rows["zhang + bo_1002", "2023003"]["late"] == "late" and rows["ann_1001", "2023001"]["email"] == ANN.email
    page = (out / "class.html").read_text(encoding="utf-8")
    assert "=Eve Dan" in page and "it holds data and no code" in page and "张三 · 2023002, Bo Chen · 2023003" in page
    assert 'data-search="ann_1001 ann lee · 2023001 ann@example.edu' in page
    with open(out / "left_out.csv", encoding="utf-8-sig", newline="") as file:
        assert [row["place"] for row in csv.DictReader(file)] == ["'=x.pdf"]
    assert all(text not in (out / name / "verdict.json").read_text() for name in ("ann_1001",) for text in (ANN.email, ANN.id))


def test_only_the_class_on_record_is_printed(out):
    save(next(one.verdict for one in outcomes(1)), out / "somebody of last year" / "verdict.json")
    assert reprint(out, "en") == 3


@pytest.mark.parametrize("text", ["{}", "no json", '{"format": 99}', "[]", '{"format": 1, "handed": [{}]}'])
def test_a_record_of_another_kind_is_said_by_every_verb(out, text):
    (out / "class.json").write_text(text)
    for verb in (["report", str(out)], ["upload", str(out), "--gradescope"], ["similarity", str(out)],
                 ["explain", "ann", "loss.half", "--out", str(out), "--unconfined"]):
        found = CliRunner().invoke(main, [*verb, "--lang", "en"])
        assert found.exit_code == 2 and "Grade the class again" in " ".join(found.output.split()), (verb, found.output)
