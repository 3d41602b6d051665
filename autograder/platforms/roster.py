"""The roster: a table whose columns are found by their headings, and whom a name means in it."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.i18n.messages import say
from autograder.platforms import workbooks
from autograder.platforms.sheets import Sheet, read_bytes, read_sheet
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Student

# Headings as sheets.heading_key writes them; Canvas, Moodle, Gradescope and nbgrader have theirs among these.
ID = ("sisuserid", "sid", "studentid", "studentnumber", "studentno", "idnumber", "学号", "學號", "学生编号", "学生学号",
      "matriculationnumber")
# What a platform's own number of the row is called as well.
PLAIN_ID = ("id", "number", "编号")
NAME = ("fullname", "name", "student", "studentname", "姓名", "学生姓名", "全名", "名字", "學生姓名")
FIRST = ("firstname", "givenname", "名")
LAST = ("lastname", "surname", "familyname", "姓", "姓氏")
EMAIL = ("email", "emailaddress", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "邮件地址", "email地址",
         "電子郵件", "電郵")
LOGIN = ("sisloginid", "loginid", "login", "username", "netid", "用户名", "账号", "登录名")
SECTION = ("班级", "班級", "行政班", "行政班级", "教学班", "所在班级", "class", "classname", "section")
HEADINGS = frozenset((*ID, *NAME, *FIRST, *LAST, *EMAIL, *LOGIN, *SECTION))
POINTS_POSSIBLE = "points possible"
# Canvas's own account for a teacher who looks at the course as a student does.
TEST_STUDENT = "student, test"
# What stands below a class, in the column of names.
SUMS = ("平均", "平均分", "合计", "总计", "人数", "average", "mean", "total", "sum")
MIN_ID = 4


class Directory:
    """People by whatever they are known as. What means two of them means nobody: nothing is guessed."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = list(students)
        self._places: dict[tuple[str, str], int | None] = {}
        for place, student in enumerate(self.students):
            for key in set(_keys(student)):
                self._places[key] = place if self._places.get(key, place) == place else None

    def find(self, student: Student) -> int | None:
        """The place of this person among the students; the surest of what is known decides."""
        for key in _keys(student):
            place = self._places.get(key)
            if place is not None and not (key[0] == "name" and _differ(student, self.students[place])):
                return place
        return None

    def named(self, text: str) -> list[int]:
        """The places of those whom the name of a folder or file means: one, a group, or nobody."""
        whole = Student(id=text, login=text, email=text, name=text)
        if (place := self.find(whole)) is not None:
            return [place]
        words = [word for word in re.split(r"[\s_,;()\[\]+&，、；（）]+|-", text) if word]
        exact = [self._places.get((kind, word.casefold())) for word in words if len(word) >= MIN_ID
                 for kind in ("id", "login", "email")]
        if found := list(dict.fromkeys(place for place in exact if place is not None)):
            return found
        runs = {self._places.get(("name", _joined(words[first:last])))
                for first in range(len(words)) for last in range(first + 1, min(len(words), first + 5) + 1)}
        called = [place for place in runs if place is not None]
        return called if len(called) == 1 else []


def _differ(one: Student, other: Student) -> bool:
    """Whether two of the same name are two people by their numbers."""
    same_platform = one.account.split(" ")[0] == other.account.split(" ")[0]
    return bool((one.id and other.id and one.id.casefold() != other.id.casefold())
                or (one.account and other.account and same_platform and one.account != other.account))


def _keys(student: Student) -> Iterator[tuple[str, str]]:
    """What a student is known as, the surest first."""
    if student.account:
        yield "account", student.account
    if student.id:
        yield "id", student.id.casefold()
    for login in (student.login, student.email):
        if login:
            yield "login", login.casefold()
            yield "email", login.casefold()
    for login in (student.login, student.email):  # sso@example.edu logs in as sso at many places
        if "@" in login:
            yield "login", login.casefold().split("@")[0]
    for name in _name_keys(student.name):
        yield "name", name


def _name_keys(name: str) -> list[str]:
    """A name without signs and case, its words in each order in which platforms write them:
    "Lee, Ann", "Ann Lee" and Canvas's leeann are one."""
    words = [word for word in re.split(r"[\s,，_]+", name) if _joined([word])]
    return [_joined(words[turn:] + words[:turn]) for turn in range(len(words))][:6]


def _joined(words: list[str]) -> str:
    letters = unicodedata.normalize("NFKC", "".join(words)).casefold()
    return "".join(letter for letter in letters if letter.isalnum() or unicodedata.category(letter)[0] == "M")


def read_roster(path: Path) -> list[Student]:
    """The students of a roster, a gradebook or a grading worksheet: CSV, or every worksheet of a workbook that has
    headings of one. Raises IntakeError."""
    return [student for table, _ in read_tables(path) for _, student in people(table)]


def read_tables(path: Path) -> list[tuple[Sheet, int]]:
    """(a table from its headings on, the rows above them) of each table in a file that names people; the first one
    where none does. Raises IntakeError."""
    data = read_bytes(path)
    found = (workbooks.tables(data, str(path)) if data.startswith((workbooks.ZIP, workbooks.OLD_EXCEL))
             else [read_sheet(path)])
    if not found:
        raise IntakeError(say("{path} is an empty workbook.", path=str(path)))
    headed = [workbooks.headed(table, HEADINGS) for table in found]
    return [pair for pair in headed if HEADINGS.intersection(pair[0].headings)] or headed[:1]


def people(sheet: Sheet) -> Iterator[tuple[int, Student]]:
    """(number of the row, student) of every row of a table that is about a student. Raises IntakeError."""
    platform = platform_of(sheet)
    columns = {"id": sheet.column(ID if platform else (*ID, *PLAIN_ID)), "name": sheet.column(NAME),
               "first": sheet.column(FIRST), "last": sheet.column(LAST), "email": sheet.column(EMAIL),
               "login": sheet.column(LOGIN), "section": sheet.column(SECTION)}
    if all(place is None for name, place in columns.items() if name != "section"):
        raise IntakeError(say(
            "{path} has no column with student numbers, names or e-mail addresses; its headings are {headings}.",
            path=sheet.origin, headings=", ".join(sheet.header[:12])))
    account = sheet.column(("id",)) if platform == "canvas" else 0
    for number, row in enumerate(sheet.rows[1:], 1):
        student = _student(sheet, row, columns)
        if platform and (digits := re.search(r"\d+$", sheet.cell(row, account))):
            student = replace(student, account=f"{platform} {digits.group()}")
        if student.called and student.name.casefold() not in (POINTS_POSSIBLE, TEST_STUDENT) and (
                student.key or student.name.casefold() not in SUMS):
            yield number, student


def platform_of(sheet: Sheet) -> str:
    """Whose table this is: "canvas" (a gradebook), "moodle" (a grading worksheet) or "" for others."""
    if "sisloginid" in sheet.headings or {"student", "id", "section"} <= set(sheet.headings):
        return "canvas"
    # Moodle numbers its rows as "Participant 123", in the site's language.
    first = sheet.cell(sheet.rows[1], 0) if len(sheet.rows) > 1 else ""
    return "moodle" if len(sheet.headings) > 5 and re.fullmatch(r"[^\W\d]{2,30} ?\d+", first) else ""


def _student(sheet: Sheet, row: list[str], columns: dict[str, int | None]) -> Student:
    found = {name: sheet.cell(row, place) for name, place in columns.items()}
    parts = [found["first"], found["last"]]
    whole = " ".join(parts).strip() if "".join(parts).isascii() else "".join(reversed(parts))
    return Student(id=found["id"], name=found["name"] or whole, login=found["login"],
                   email=found["email"] if "@" in found["email"] else "", section=found["section"])
