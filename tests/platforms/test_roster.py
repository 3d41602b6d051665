"""Who is in a class: tables are read by their headings, and a name means one person or nobody."""
import pytest

from autograder.batch.class_record import ClassRecord
from autograder.i18n.messages import Message
from autograder.platforms.identity import STRANGER
from autograder.platforms.roster import Directory, read_roster
from autograder.platforms.sheets import read_sheet
from autograder.reports.summary import summary
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Remark, Student
from tests.platforms import exports


def test_names_that_mean_two_people_mean_nobody():
    twins = [Student(id="1001", name="王伟"), Student(id="1002", name="王 伟"), Student(id="1003", name="Zoë Müller")]
    directory = Directory(twins)
    assert directory.find(Student(name="王伟")) is None and directory.named("王伟") == []
    assert directory.find(Student(id="1002", name="王伟")) == 1 and directory.named("王伟 1001") == [0]
    assert directory.find(Student(id="9", name="Zoë Müller")) is None  # the same name, another number
    assert directory.named("müller_zoë_late") == [2] and directory.named("1001+1003") == [0, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_roster_is_read_by_its_headings(tmp_path, encoding, delimiter):
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(delimiter.join(row) for row in exports.ROSTER), encoding=encoding)
    assert read_roster(path) == [Student(*row) for row in exports.ROSTER[1:]]


def test_gradebooks_are_rosters_too(tmp_path):
    for name, text in (("canvas", exports.CANVAS_GRADEBOOK), ("moodle", exports.MOODLE_WORKSHEET),
                       ("gradescope", "First Name,Last Name,SID,Email,Role\nAnn,Lee,2023001,ann@example.edu,Student\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    canvas = read_roster(tmp_path / "canvas")
    assert len(canvas) == 4 and canvas[0] == Student("2023001", "Lee, Ann", login="ann", account="canvas 12345",
                                                 section="Lab, Monday")
    assert read_roster(tmp_path / "moodle")[1] == Student(name="张三", email="zhang@example.edu", account="moodle 4712")
    assert read_roster(tmp_path / "gradescope") == [Student("2023001", "Ann Lee", "ann@example.edu")]
    for name, text in (("none", "a,b\n1,2\n"), ("zip", "PK\0\0"), ("nothing", "")):
        (tmp_path / name).write_text(text)
        with pytest.raises(IntakeError):
            read_roster(tmp_path / name)
    with pytest.raises(IntakeError):
        read_roster(tmp_path)


def test_a_table_is_written_as_it_was_read(tmp_path):
    for text in ('a,"b, c"\r\nd,"e\r\nf"\r\n', "\ufeffa;b\nc;d\n"):
        (tmp_path / "x.csv").write_bytes(text.encode())
        assert read_sheet(tmp_path / "x.csv").encoded() == text.encode()


def test_who_has_not_handed_in_is_not_known_while_submissions_match_nobody():
    lines = {}
    for strangers in (0, 2):
        remarks = [Remark(f"room/{place}", Message(STRANGER.text, {"name": place})) for place in "ab"[:strangers]]
        known = ClassRecord(missing=[Student(name="Chen, Bo")], remarks=remarks)
        lines[strangers] = [line.plain for line in summary([], "en", known)]
    assert "! handed in nothing (1): Chen, Bo" in lines[0]
    assert ("! no submission is known to be theirs (1), and 2 submissions are of nobody on the roster: Chen, Bo"
            in lines[2])
