"""Copies are found under other names, and whoever only follows the handout is not taken for one."""
import csv
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("copydetect", reason="needs the extra similarity")

from click.testing import CliRunner

from autograder.commands import main
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import find_submissions
from autograder.reports.pages.similarity import write_similarity
from autograder.submissions.similarity import Block, Comparison, Pair, compare, plain_line
from autograder.verification.fingerprints import right_folder
from tests.conftest import ROOT, solution
from tests.platforms import exports

OWN = right_folder(LAB)
LEAST = 60


@pytest.fixture
def room(tmp_path):
    """Two who fill in the skeleton, one with a style of their own, and who copied from that one and changed the names."""
    room = tmp_path / "room"
    own = find_submissions([OWN])["pixelshuffle_atan"]
    texts = {path.name: path.read_text(encoding="utf-8") for path in Path(own).glob("*.py")}
    disguised = {name: re.sub(r"#.*", "", re.sub(r"\b(self\.|)(up|down|body|net|x|y|out|fake|real|path|index)\b", r"\1\2_of_mine", text))
                 for name, text in texts.items()}
    filled = {name: solution(name) for name in ("dataset.py", "generator.py", "discriminator.py", "training.py", "inference.py")}
    for who, files in (("origin", texts), ("copyist", disguised), ("ann", filled),
                       ("<b>bob</b>", {name: text.replace("0.5 * (loss", "(loss") for name, text in filled.items()})):
        exports.lay_out(files, room / who.replace("/", "_"))
    (room / "empty").mkdir()
    return room


def test_a_copy_is_found_and_followers_of_the_handout_are_not(room):
    found = compare(find_submissions([room]), LEAST)
    assert [set(pair.names) for pair in found.pairs] == [{"origin", "copyist"}]
    assert found.pairs[0].most >= 90 and set(found.unread) == {"empty"} and found.compared == 4
    lines = [line for block in found.pairs[0].blocks[0] for line in block.lines]
    assert any("forward" in line for line in lines) and {block.where for block in found.pairs[0].blocks[1]} <= {
        "dataset.py", "generator.py", "discriminator.py", "training.py", "inference.py"}
    assert compare(find_submissions([room]), LEAST, [("copyist", "origin")]).pairs == []


def test_blocks_are_the_submission_s_own_lines(room):
    for names, blocks in ((pair.names, pair.blocks) for pair in compare(find_submissions([room]), LEAST).pairs):
        for name, side in zip(names, blocks):
            for block in side:
                lines = (room / name / block.where).read_text(encoding="utf-8").splitlines()
                assert block.lines == list(map(plain_line, lines[block.first - 1:block.first - 1 + len(block.lines)]))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_and_the_table(room, tmp_path, language):
    exports.lay_out({path.name: path.read_bytes() for path in (room / "origin").glob("*.py")}, room / "=evil<i>")
    out = tmp_path / "out"
    found = CliRunner().invoke(main, ["similarity", str(room), "--out", str(out), "--lang", language])
    assert found.exit_code == 0, found.output
    page = (out / "similarity.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<i>" not in page and "=evil_i_" in page
    with open(out / "similarity.csv", encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert {frozenset((row["submission"], row["other"])) for row in rows} == {
        frozenset(pair) for pair in (("origin", "copyist"), ("origin", "'=evil_i_"), ("copyist", "'=evil_i_"))}


def test_what_a_submission_says_is_shown_as_it_is_written(tmp_path):
    blocks = [Block("<i>.py", 1, ["x = '<script>alert(1)</script>' {{7*7}}"])]
    found = Comparison([Pair(("<b>a", "b"), (70, 61), 300, (blocks, blocks))], {}, 2)
    page = write_similarity(found, tmp_path, LEAST, "en", lambda name: name).read_text(encoding="utf-8")
    assert "<script" not in page and "<i>" not in page and "<b>a" not in page and "{{7*7}}" in page
    assert "&lt;script&gt;alert(1)" in page


def test_one_submission_is_compared_with_nobody(tmp_path):
    exports.lay_out(exports.CODE, tmp_path / "room" / "ann")
    assert CliRunner().invoke(main, ["similarity", str(tmp_path / "room"), "--lang", "en"]).exit_code == 2


def test_equal_ones_are_alike_even_where_all_of_it_is_the_handout_s(tmp_path):
    """All but the template as it was given out, which says nothing."""
    rooms = {}
    for name, folder in (("a", "solution"), ("b", "solution"), ("c", "assignment"), ("d", "assignment")):
        rooms[name] = tmp_path / name
        shutil.copytree(ROOT / folder, rooms[name], ignore=lambda place, names: [
            name for name in names if not name.endswith(".py") or name not in LAB.files])
    found = compare(rooms, LEAST)
    assert [(pair.names, pair.percent) for pair in found.pairs] == [(("a", "b"), (100, 100))]
    assert found.pairs[0].blocks[0]
