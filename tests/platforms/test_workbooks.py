"""Workbooks: a registrar's as it comes, a teacher's own filled in place, and the class as one."""
from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from autograder.batch.class_record import ClassRecord
from autograder.platforms import teacher_sheet
from autograder.platforms.roster import read_roster
from autograder.reports.workbook import write_workbook
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Handed, Student
from tests.reports.synthetic import outcomes

YELLOW = PatternFill("solid", fgColor="FFFF00")
STUDENTS = [("0021001", "张三", "影像2101"), ("0021002", "李四", "影像2101"), ("0022001", "王五", "影像2201")]


def registrar(path, section="影像2101", students=STUDENTS, score=True):
    """A sheet as a registrar gives it out: a merged title, headings over two rows, numbers shown with zeros."""
    book = Workbook()
    sheet = book.active
    sheet.title = section
    sheet.append(["某大学 2026-2027 学年第一学期 成绩登记表"])
    sheet.merge_cells("A1:F1")
    sheet.append(["序号", "学生信息", None, None, "成绩" if score else None, "备注"])
    sheet.merge_cells("B2:D2")
    sheet.append([None, "学号", "姓名", "行政班级", None, None])
    for column in "AEF":
        sheet.merge_cells(f"{column}2:{column}3")
    for place, (number, name, own) in enumerate(students, 1):
        sheet.append([place, int(number), name, own, None, None])
        sheet.cell(place + 3, 2).number_format = "0000000"
        sheet.cell(place + 3, 3).fill = YELLOW
    sheet.append([None, None, "平均", None, f"=AVERAGE(E4:E{3 + len(students)})", None])
    book.save(path)
    return path


def test_a_registrar_s_workbook_is_a_roster(tmp_path):
    path = registrar(tmp_path / "名单.xlsx")
    assert read_roster(path) == [Student(*row[:2], section=row[2]) for row in STUDENTS]


def test_every_worksheet_with_headings_is_read(tmp_path):
    path = registrar(tmp_path / "a.xlsx", students=STUDENTS[:2])
    book = load_workbook(path)
    book.create_sheet("说明").append(["请勿修改"])
    more = book.create_sheet("影像2201")
    more.append(["学号", "姓名"])
    more.append(["0022001", "王五"])
    book.save(path)
    assert [student.id for student in read_roster(path)] == [row[0] for row in STUDENTS]


def test_a_title_above_the_headings_of_a_csv_is_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("某大学 成绩登记表,,\n序号,学号,姓名\n1,0021001,张三\n", encoding="gb18030")
    assert read_roster(tmp_path / "a.csv") == [Student("0021001", "张三")]


@pytest.mark.parametrize("data, words", [
    (b"\xd0\xcf\x11\xe0old", "old format"), (b"PK\x03\x04broken", "can't be read as an Excel workbook"),
    ("<html><table><tr><td>学号</td></tr></table>".encode(), "web page under a table's name")])
def test_what_is_none_is_refused_with_what_to_do(tmp_path, data, words):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(IntakeError, match=words):
        read_roster(tmp_path / "a.xlsx")


def test_a_teacher_s_sheet_is_filled_in_place(tmp_path):
    path = registrar(tmp_path / "成绩.xlsx")
    people = [Student(id="0022001"), Student(name="张三"), Student(id="9", name="nobody")]
    data, strangers = teacher_sheet.fill(path, zip(people, (88, 99, 1)), "")
    sheet = load_workbook(io.BytesIO(data)).active
    assert [sheet.cell(row, 5).value for row in (4, 5, 6, 7)] == [99, None, 88, "=AVERAGE(E4:E6)"]
    assert sheet["B4"].value == 21001 and sheet["B4"].number_format == "0000000"
    assert sheet["C4"].fill.fgColor.rgb == "00FFFF00" and "A1:F1" in map(str, sheet.merged_cells.ranges)
    assert strangers == people[2:]


def test_a_column_is_chosen_by_its_heading_or_asked_for(tmp_path):
    path = registrar(tmp_path / "a.xlsx", score=False)
    with pytest.raises(IntakeError, match="no column for the scores"):
        teacher_sheet.fill(path, [], "")
    data, _ = teacher_sheet.fill(path, [(Student(id="0021002"), 70)], "备注")
    assert load_workbook(io.BytesIO(data)).active["F5"].value == 70


def test_the_class_is_a_workbook(tmp_path):
    people = [Student(*row[:2], section=row[2]) for row in STUDENTS]
    graded = outcomes(2)
    ClassRecord({one.name: Handed(one.name, tmp_path, (student,)) for one, student in zip(graded, people)},
                missing=[*people[2:], Student("=1+1", "=cmd()", section="影像2201")]).save(tmp_path)
    write_workbook(graded, tmp_path / "g.xlsx", "zh")
    book = load_workbook(tmp_path / "g.xlsx")
    assert book.sheetnames == ["成绩", "影像2101", "影像2201", "错误"]
    grades = book["成绩"]
    assert grades.freeze_panes == "B2" and grades.max_row == 5
    assert [cell.value for cell in grades["B"][1:4]] == ["0021001", "0021002", "0022001"]
    assert isinstance(grades.cell(2, 8).value, int) and grades.cell(5, 3).data_type == "s"
    assert [row[0].value for row in book["影像2101"].iter_rows(min_row=2)] == sorted(one.name for one in graded)
