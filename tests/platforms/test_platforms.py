"""A class's submissions are found with their authors wherever they were downloaded from, and nothing is dropped in silence."""
import csv
import os
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from autograder.commands import main
from autograder.platforms import take_in
from autograder.platforms.sheets import read_sheet
from autograder.submissions import intake
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Handed, Student
from autograder.submissions.submission import read_submission
from tests.platforms import exports


@pytest.fixture
def room(tmp_path):
    return tmp_path / "class"


def taken(path: Path, tmp_path: Path, **options):
    """(name -> Handed, place -> reason of what was left out, place -> remark)."""
    found = take_in([path], tmp_path / "copies", **options)
    assert len({one.name.casefold() for one in found.handed}) == len(found.handed)
    root = str(path)

    def reported(remarks):
        return {one.place.removeprefix(root).lstrip("/"): one.reason.text.format(**one.reason.values) for one in remarks}
    return {one.name: one for one in found.handed}, reported(found.left_out), reported(found.remarks), found.missing


def sources(handed: Handed) -> dict[str, str]:
    return read_submission(handed.path).files


@pytest.mark.parametrize("name", ["export.zip", "export"])
def test_gradescope_s_export_says_who_is_in_a_group_and_when(room, tmp_path, name):
    path = exports.lay_out(exports.gradescope(), room / name)
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"Ann Lee_1001", "张 三 + Bo Chen_1002", "Cy_1003"}
    group = found["张 三 + Bo Chen_1002"]
    assert [student.id for student in group.students] == ["2023002", "2023003"] and group.attempt == 2
    assert group.handed_in == datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
    assert sources(group) == sources(found["Ann Lee_1001"]) == exports.CODE
    with pytest.raises(IntakeError):
        read_submission(found["Cy_1003"].path)  # nothing to grade, but somebody's: it gets results that say so
    assert any("system" in reason for reason in left_out.values())


def test_a_broken_export_is_told(room, tmp_path):
    files = exports.gradescope() | {"assignment_77_export/submission_metadata.yml": "a: [1\n!!python/object:os.system {}"}
    _, left_out, _, _ = taken(exports.lay_out(files, room), tmp_path)
    assert any("can't be read" in reason for reason in left_out.values())
    found = CliRunner().invoke(main, ["grade", str(room), "--out", str(tmp_path / "out"), "--lang", "en", "--unconfined"])
    assert found.exit_code == 2 and "No submissions" in found.output and "can't be read" in " ".join(found.output.split())


@pytest.mark.parametrize("name", ["submissions.zip", "submissions"])
def test_canvas_s_names_are_taken_apart(room, tmp_path, name):
    zipped = exports.zipped(exports.CODE, tmp_path)
    path = exports.lay_out(exports.canvas(zipped), room / name)
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"leeann_12345", "张三_12346", "chenbo_12347", "anon_aB3dE"}
    assert sources(found["leeann_12345"]) == exports.CODE  # the newer generator.py, under its own name
    assert sources(found["张三_12346"]) == exports.CODE and found["张三_12346"].late and not found["leeann_12345"].late
    assert list(read_submission(found["chenbo_12347"].path).cells) == ["lab.ipynb"]
    assert found["anon_aB3dE"].late and found["leeann_12345"].attempt == 2
    assert found["leeann_12345"].students == (Student(name="leeann", account="canvas 12345"),)
    assert "replaces it" in left_out["leeann_12345_70001_generator.py"]
    assert "typed into Canvas" in left_out["evedan_12348_text.html"] and len(left_out) == 2


def test_files_and_zips_of_one_student_are_laid_over_each_other_as_they_came(room, tmp_path):
    files = {"leeann_12345_70001_work.zip": exports.zipped({"lab/generator.py": "G = 0\n", "lab/training.py": "T = 1\n"}, tmp_path),
             "leeann_12345_70002_generator.py": "G = 1\n", "bo_2_7_notes.txt": "x", "bo_2_8_photo.heic": "x"}
    found, _, remarks, _ = taken(exports.lay_out(files, room), tmp_path)
    assert sources(found["leeann_12345"]) == exports.CODE
    assert "neither a folder" in remarks["bo_2_8_photo.heic"]


def test_dates_in_names_are_not_canvas_s_numbers(room, tmp_path):
    """Files that only look like Canvas's would all be one person's."""
    exports.lay_out({f"lab5_2026_03_{who}.py": f"{who} = 1\n" for who in ("ann", "bob", "cy")}, room)
    found, left_out, _, _ = taken(room, tmp_path)
    assert set(found) == {"lab5_2026_03_ann", "lab5_2026_03_bob", "lab5_2026_03_cy"} and left_out == {}


@pytest.mark.parametrize("name", ["download.zip", "download"])
@pytest.mark.parametrize("folders", [True, False])
def test_moodle_s_folders_and_prefixes_are_taken_apart(room, tmp_path, name, folders):
    path = exports.lay_out(exports.moodle(exports.zipped(exports.CODE, tmp_path), folders), room / name)
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"Ann Lee_4711", "张三_4712"}
    assert all(sources(one) == exports.CODE for one in found.values())
    assert found["张三_4712"].students == (Student(name="张三", account="moodle 4712"),)
    assert [*left_out.values()] == (["it is a text that was typed into Moodle, not a file"] if folders else [])


@pytest.mark.parametrize("inside", ["", "submitted"])
def test_an_nbgrader_course_s_submissions(room, tmp_path, inside):
    path = exports.lay_out(exports.nbgrader(), room) / inside
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"2023001", "bo"}
    assert found["2023001"].handed_in.isoformat() == "2026-03-01T15:58:23.948203-08:00"
    assert "another assignment" in left_out[f"{'' if inside else 'submitted/'}2023001/warmup"]
    other, _, _, _ = taken(path, tmp_path, assignment="warmup")
    assert set(other) == {"2023001"} and other["2023001"].path.name == "warmup"


def test_no_time_of_submission_is_dropped_without_a_word(room, tmp_path):
    stamps = {"utc": "2026-03-01 15:58", "cst": "2026-03-01 23:58:00.1 CST", "edt": "2026-06-01 11:58:00 EDT",
              "odd": "last Monday", "none": ""}
    course = {f"submitted/{who}/gan/{name}": text for who, stamp in stamps.items()
              for name, text in (("generator.py", "G = 1\n"), ("timestamp.txt", stamp))}
    config = "c = get_config()\n{}import os; os.abort()\n"
    exports.lay_out({**course, "nbgrader_config.py": config.format("")}, room)
    found, _, remarks, _ = taken(room, tmp_path)
    known = {name: one.handed_in.isoformat() for name, one in found.items() if one.handed_in}
    assert known == {"utc": "2026-03-01T15:58:00+00:00", "edt": "2026-06-01T11:58:00-04:00"}
    assert set(remarks) == {"submitted/cst/gan/timestamp.txt", "submitted/odd/gan/timestamp.txt"}
    for zone, text in ((ZoneInfo("Asia/Shanghai"), ""), (None, 'c.Exchange.timezone = "Asia/Shanghai"\n')):
        exports.lay_out({"nbgrader_config.py": config.format(text)}, room)
        found, _, remarks, _ = taken(room, tmp_path, zone=zone)
        assert found["cst"].handed_in == datetime(2026, 3, 1, 15, 58, 0, 100000, tzinfo=timezone.utc)
        assert set(remarks) == {"submitted/odd/gan/timestamp.txt"}


def test_gradescope_s_times_with_an_offset_and_what_is_none(room, tmp_path):
    files = exports.gradescope()
    name = "assignment_77_export/submission_metadata.yml"
    files[name] = (files[name].replace("2026-03-01 10:00:00.123456789 Z", "2026-03-01 18:00:00 +0800")
                   .replace("2026-03-02 11:00:00.000000000 Z", "soon"))
    found, _, remarks, _ = taken(exports.lay_out(files, room), tmp_path)
    assert found["Ann Lee_1001"].handed_in == datetime(2026, 3, 1, 10, tzinfo=timezone.utc)
    assert found["Cy_1003"].handed_in is None and list(remarks) == ["assignment_77_export/submission_1003"]


def test_a_zone_that_there_is_not_is_said(tmp_path):
    done = CliRunner().invoke(main, ["grade", str(tmp_path), "--unconfined", "--timezone", "Peking", "--lang", "en"])
    assert done.exit_code == 2 and "Asia/Shanghai" in done.output


def test_a_folder_that_is_only_called_submitted(tmp_path):
    path = exports.lay_out({f"{who}/generator.py": "" for who in ("ann", "bob")}, tmp_path / "submitted")
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"ann", "bob"} and left_out == {}


def test_a_folder_of_everything(room, tmp_path):
    """Sections, exports in folders and zips, loose files, links, data and junk, side by side."""
    piece = exports.zipped(exports.CODE, tmp_path)
    both = {f"{who}/{name}": text for who in ("dan", "eve") for name, text in exports.CODE.items()}
    exports.lay_out({**exports.JUNK, "ann/generator.py": "G = 1\n", "Ann.zip": piece, "zoe.ipynb": "{}",
                     "bob/lab5/final/generator.py": "G = 1\n", "cy/submission.zip": piece, "empty/readme.txt": "", "ghost/.DS_Store": "", "roster.csv": "a",
                     "dataset/trainA/1.png": "", "Monday/fay/generator.py": "", "Monday/gus/generator.py": "",
                     "Monday/ann/training.py": "", "two/old/generator.py": "G = 0\n", "two/new/generator.py": "G = 1\n"}, room)
    exports.lay_out(exports.gradescope(), room / "from gradescope")
    exports.lay_out(exports.canvas(piece), room / "canvas.zip")
    exports.lay_out({**both, "hal/generator.py": ""}, room / "Tuesday.zip")
    exports.lay_out(both, room / "pair.zip")
    found, left_out, remarks, _ = taken(room, tmp_path)
    assert set(found) == {
        "ann", "Ann.zip", "zoe", "bob", "cy", "empty", "ghost", "Monday_fay", "Monday_gus", "Monday_ann", "two", "Tuesday_dan",
        "Tuesday_eve", "Tuesday_hal", "pair", "Ann Lee_1001", "张 三 + Bo Chen_1002", "Cy_1003", "leeann_12345", "张三_12346",
        "chenbo_12347", "anon_aB3dE"}
    assert sources(found["cy"]) == exports.CODE and set(sources(found["ann"])) == {"generator.py"}
    assert {"roster.csv", "dataset", "__MACOSX", ".DS_Store", "Thumbs.db"} <= set(left_out)
    assert "could be submissions" in remarks["pair.zip"]
    again, _, _, _ = taken(room, tmp_path)
    assert again == found  # names do not depend on what was there before
    exports.lay_out(exports.CODE, room)  # the lab's files right there: the folder is one submission, by the contract
    found, _, remarks, _ = taken(room, tmp_path)
    assert set(found) == {"class"} and "graded as one" in remarks[""]


def test_downloads_in_an_archive_of_archives(room, tmp_path):
    """Sections zipped each, then together; what leads out of an archive is told."""
    monday = exports.zipped(exports.canvas(b""), tmp_path)
    tuesday = exports.zipped({f"{who}/generator.py": "G = 1\n" for who in ("fay", "gus", "hal")} | {"../evil.py": ""}, tmp_path)
    alone = exports.zipped(exports.CODE, tmp_path)
    path = exports.lay_out({"all/monday.zip": monday, "all/tuesday.zip": tuesday, "all/ann.zip": alone}, room / "all.zip")
    found, left_out, _, _ = taken(path, tmp_path)
    assert set(found) == {"leeann_12345", "张三_12346", "chenbo_12347", "anon_aB3dE", "tuesday_fay", "tuesday_gus", "tuesday_hal", "ann"}
    assert sources(found["ann"]) == sources(found["leeann_12345"]) == exports.CODE
    assert left_out["all/tuesday.zip/../evil.py"] == "its path leads out of the archive"


def test_a_roster_says_who_is_who_who_came_twice_and_who_is_missing(room, tmp_path):
    exports.lay_out({"2023001_Ann Lee_lab5/generator.py": "G = 0\n", "张三/generator.py": "", "stranger/generator.py": "",
                     "Lee, Ann.zip": exports.zipped(exports.CODE, tmp_path)}, room)
    os.utime(room / "2023001_Ann Lee_lab5", (1e9, 1e9))
    roster = [Student(*row) for row in exports.ROSTER[1:]]
    found, left_out, remarks, missing = taken(room, tmp_path, roster=roster)
    assert set(found) == {"Lee, Ann", "张三", "stranger"} and found["张三"].students == (roster[1],)
    assert found["Lee, Ann"].students == (roster[0],) and "whose files are newer" in left_out["2023001_Ann Lee_lab5"]
    assert found["stranger"].students == () and "nobody on the roster" in remarks["stranger"]
    assert missing == [roster[2], roster[3]]


def test_the_latest_of_two_downloads_counts(tmp_path):
    later = {"leeann_12345_80000_generator-2.py": "G = 2\n"}
    first = exports.lay_out(exports.canvas(b""), tmp_path / "first")
    found = take_in([exports.lay_out(later, tmp_path / "second"), first], tmp_path / "copies")
    ann = [one for one in found.handed if one.students[0].account == "canvas 12345"]
    assert len(ann) == 1 and sources(ann[0]) == {"generator.py": "G = 2\n"} and ann[0].attempt == 3


def test_what_cannot_be_copied_is_said(room, tmp_path, monkeypatch):
    """Encrypted members, links and paths that lead out of a class's archive."""
    path = exports.lay_out(exports.gradescope(), room / "export.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.py", "x")
        link = zipfile.ZipInfo("assignment_77_export/submission_1001/discriminator.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found, _, remarks, _ = taken(path, tmp_path)
    assert sources(found["Ann Lee_1001"]) == exports.CODE and not list(tmp_path.rglob("evil.py"))
    assert any("link" in reason for reason in remarks.values())
    monkeypatch.setattr(intake, "MAX_FILES", 1)
    found, _, _, _ = taken(path, tmp_path)
    with pytest.raises(IntakeError, match="more than 1 files"):  # the student is told, as at every door
        read_submission(found["Ann Lee_1001"].path)


def test_a_canvas_download_is_graded_under_its_students_names(tmp_path):
    """From the platform's zip to grades.csv and back into the gradebook, by the commands that a TA types."""
    files = {"leeann_12345_1_generator.py": "x = 1\n", "张三_LATE_12346_2_submission.zip": exports.zipped({"training.py": "x = 1\n"}, tmp_path),
             "photo.png": b""}
    path = exports.lay_out(files, tmp_path / "submissions.zip")
    gradebook = exports.lay_out({"gradebook.csv": exports.CANVAS_GRADEBOOK}, tmp_path) / "gradebook.csv"
    out = tmp_path / "out"
    found = CliRunner().invoke(main, ["grade", str(path), "--roster", str(gradebook), "--out", str(out), "--lang", "en",
                                      "--unconfined", "--no-pictures", "--jobs", "1"])
    assert found.exit_code == 0, found.output
    assert "handed in nothing (2): Chen, Bo, =Eve, Dan" in " ".join(found.output.split())
    assert "Left out: it is neither a folder" in " ".join(found.output.split())
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {"2023001", "2023002", "2023003", "2023004"}
    assert rows["2023001"]["submission"] == "leeann_12345" and rows["2023001"]["score"] == "0"
    assert rows["2023002"]["late"] == "late" and rows["2023004"]["flags"] == "missing"
    verb = ["upload", str(out), "--canvas-gradebook", str(gradebook), "--lang", "en"]
    assert CliRunner().invoke(main, [*verb, "--assignment", "GAN lab"]).exit_code == 0
    cells = [row[6] for row in read_sheet(out / "upload-canvas.csv").rows]
    assert cells == ["GAN lab (502)", "", "100.00", "0", "0", "", "EX", ""]
    refused = CliRunner().invoke(main, verb)
    assert refused.exit_code == 2 and "--assignment" in refused.output
    assert CliRunner().invoke(main, ["upload", str(out)]).exit_code == 2
    assert CliRunner().invoke(main, ["upload", str(tmp_path)]).exit_code == 2


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_graded(tmp_path):
    path = exports.lay_out(exports.gradescope(), tmp_path / "export.zip")
    (tmp_path / "file").write_text("")
    found = CliRunner().invoke(main, ["grade", str(path), "--out", str(tmp_path / "file" / "out"), "--lang", "en", "--unconfined"])
    said = " ".join(found.output.split())  # wherever a long path breaks the line
    assert found.exit_code == 3 and "can't be written to" in said and "Nothing was graded" in said


def test_a_roster_that_is_none_is_refused(tmp_path):
    (tmp_path / "roster.csv").write_text("a,b\n1,2\n")
    found = CliRunner().invoke(main, ["grade", str(tmp_path), "--roster", str(tmp_path / "roster.csv"), "--lang", "en", "--unconfined"])
    assert found.exit_code == 2 and "its headings are a, b" in " ".join(found.output.split())


def test_results_of_a_grading_are_no_submissions(room, tmp_path):
    exports.lay_out({"ann/generator.py": "", "graded/class.json": "{}", "graded/ann/verdict.json": "{}"}, room)
    found, left_out, _, _ = taken(room, tmp_path)
    assert set(found) == {"ann"} and "grading has left" in left_out["graded"]
