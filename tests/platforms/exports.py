"""Downloads of a class as the platforms make them, laid out on the spot for the tests."""
from __future__ import annotations

import zipfile
from pathlib import Path

CODE = {"generator.py": "G = 1\n", "training.py": "T = 1\n"}
JUNK = {"__MACOSX/._x": "", ".DS_Store": "", "ann/.venv/lib/site-packages/torch/generator.py": "x = 1\n",
        "ann/.git/config": "", "Thumbs.db": ""}

GRADESCOPE = """\
submission_1001:
  :submitters:
  - :name: Ann Lee
    :sid: '2023001'
    :email: ann@example.edu
  :created_at: 2026-03-01 10:00:00.123456789 Z
  :score: 10.0
  :results: {tests: []}
  :history: []
submission_1002:
  :submitters:
  - :name: 张 三
    :sid: '2023002'
    :email: zhang@example.edu
  - :name: Bo Chen
    :sid: '2023003'
    :email: bo@example.edu
  :created_at: 2026-03-02 10:00:00.000000000 Z
  :history:
  - :id: 900
    :created_at: 2026-03-01 10:00:00.000000000 Z
submission_1003:
  :submitters:
  - :name: Cy
    :sid:
    :email: cy@example.edu
  :created_at: 2026-03-02 11:00:00.000000000 Z
"""

CANVAS_GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (501),GAN lab (502),Current Score,Final Score
,,,,,Manual Posting,,(read only),(read only)
    Points Possible,,,,,10.00,100.00,(read only),(read only)
"Lee, Ann",12345,2023001,ann,"Lab, Monday",7.00,,70.00,70.00
"三, 张",12346,2023002,zhang,Tuesday,8.00,55.00,80.00,80.00
"Chen, Bo",12347,2023003,bo,Tuesday,9.00,,90.00,90.00
"=Eve, Dan",12348,2023004,dan,Tuesday,,EX,,
"Student, Test",99,,abcdef,Tuesday,,,,
"""

MOODLE_WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 4711","Ann Lee",ann@example.edu,"Submitted for grading",,100.00,Yes,"Monday, 2 March 2026, 1:00 PM",-,
"Participant 4712","张三",zhang@example.edu,"Submitted for grading - 2 hours late",,100.00,Yes,-,-,
"Participant 4713","Bo Chen",bo@example.edu,"No submission",,100.00,Yes,-,-,
"""

ROSTER = [("学号", "姓名", "邮箱"), ("2023001", "Ann Lee", "ann@example.edu"), ("2023002", "张三", "zhang@example.edu"),
          ("2023003", "Bo Chen", "bo@example.edu"), ("2023004", "Dan Eve", "dan@example.edu")]


def lay_out(files: dict[str, str | bytes], target: Path) -> Path:
    """The files under target: a zip where target is called so, else a folder."""
    if target.suffix == ".zip":
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return target
    for name, data in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return target


def zipped(files: dict[str, str], scratch: Path) -> bytes:
    """The bytes of a zip with these files."""
    return lay_out(files, scratch / "piece.zip").read_bytes()


def gradescope(code: dict[str, str] = CODE) -> dict[str, str]:
    """An export of three: one alone, one by a group, one without code."""
    return {"assignment_77_export/submission_metadata.yml": GRADESCOPE,
            **{f"assignment_77_export/submission_1001/{name}": text for name, text in code.items()},
            **{f"assignment_77_export/submission_1002/lab/{name}": text for name, text in code.items()},
            "assignment_77_export/submission_1003/report.pdf": "%PDF", "__MACOSX/assignment_77_export/._x": "",
            "assignment_77_export/.DS_Store": ""}


def canvas(submission: bytes) -> dict[str, str | bytes]:
    """A download: files handed in again, late, a zip, a typed text, a name without Latin letters."""
    return {"leeann_12345_70001_generator.py": "G = 0\n", "leeann_12345_70009_generator-1.py": "G = 1\n",
            "leeann_12345_70002_training.py": "T = 1\n", "张三_LATE_12346_70003_submission.zip": submission,
            "chenbo_12347_70004_lab-2.ipynb": '{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
            "evedan_12348_text.html": "<p>sorry</p>", "LATE_anon_aB3dE_70005_generator.py": "G = 1\n"}


def moodle(submission: bytes, folders: bool = True) -> dict[str, str | bytes]:
    """A download as folders (new and old ones), or as files with prefixes."""
    if not folders:
        return {**{f"Ann Lee_4711_assignsubmission_file_{name}": text for name, text in CODE.items()},
                "张三_4712_assignsubmission_file_submission.zip": submission}
    return {**{f"Ann Lee_4711_assignsubmission_file/{name}": text for name, text in CODE.items()},
            "张三_4712_assignsubmission_file_/my work/submission.zip": submission,
            "Bo Chen_4713_assignsubmission_onlinetext/onlinetext.html": "<p>later</p>"}


def nbgrader() -> dict[str, str]:
    """A course with two assignments and two students."""
    return {"nbgrader_config.py": "c = get_config()\n", "gradebook.db": "", "source/gan/lab.ipynb": "{}",
            "submitted/2023001/gan/generator.py": "G = 1\n", "submitted/2023001/gan/timestamp.txt":
            "2026-03-01 15:58:23.948203 America/Los_Angeles", "submitted/2023001/gan/lab.ipynb": "{}",
            "submitted/2023001/warmup/one.ipynb": "{}", "submitted/bo/gan/helpers.py": "x = 1\n",
            "submitted/.DS_Store": ""}
