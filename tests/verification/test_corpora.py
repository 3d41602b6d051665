"""Sets of submissions lie in fixtures/ as frozen archives, read as they are; a clone is light, and needs no tests/."""
import ast
import os
import re
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.labs.t1t2.lab import LAB
from autograder.platforms import take_in
from autograder.submissions.frozen import pack
from autograder.verification import confusion, corpora
from autograder.verification.__main__ import main
from autograder.verification.fingerprints import right_folder
from tests.conftest import ROOT

SIZES = {"heldout": 66, "heldout2": 105, "heldout3": 207, "heldout4": 148, "heldout5": 80, "heldout6": 129, "styles": 142}
# What is committed may grow to this. On a disk, in blocks of 4 KiB; the history beside it takes 6 MB.
FILES, BYTES, BLOCK = 1500, 13 * 10**6, 4096
A_LAB, LAB_BYTES = 400, 4 * 10**6  # and every further lab to this


@pytest.mark.parametrize("which, size", SIZES.items())
def test_every_submission_of_a_set_says_what_is_expected_of_it(which, size):
    names = corpora.submissions(LAB, which)
    with zipfile.ZipFile(corpora.archives(LAB)[which]) as archive:
        folders = {f"{which}/{name.split('/')[0]}" for name in archive.namelist() if "/" in name}
    assert len(names) == size and set(names) == folders
    for name in names:
        assert isinstance(confusion.expectation(LAB, name), dict), name


def test_there_is_no_other_archive_and_the_readme_tells_each_size():
    right = ROOT / "fixtures" / "right_styles"
    assert {*(ROOT / "fixtures" / "heldout").glob("*.zip"), *right.glob("*.zip")} == {
        *corpora.archives(LAB).values(), right / "right.zip"}
    reported = re.findall(r"^\| `(\w+)\.zip` \| (\d+) \| (\d+) \|", (ROOT / "fixtures" / "heldout" / "README.md").read_text(
        encoding="utf-8"), re.MULTILINE)
    assert [(which, int(size), int(right)) for which, size, right in reported] == [
        (which, SIZES[which], sum(not confusion.expectation(LAB, name) for name in corpora.submissions(LAB, which)))
        for which in corpora.heldout(LAB)]


def test_the_readme_tells_each_right_style():
    reported = re.findall(r"^\| `(\w+)` \| \S", (ROOT / "fixtures" / "right_styles" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert reported == sorted(path.name for path in right_folder(LAB).iterdir())


@pytest.mark.parametrize("which", corpora.archives(LAB))
def test_an_archive_that_is_unpacked_and_packed_again_has_the_same_bytes(which, tmp_path):
    run("unpack", corpora.archives(LAB)[which], tmp_path / "set")
    run("pack", tmp_path / "set", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == corpora.archives(LAB)[which].read_bytes()


def test_dates_modes_caches_and_hidden_files_leave_no_trace(tmp_path):
    for folder, names in (("one", ["b/x.py", "a/y.py"]), ("two", ["a/y.py", "b/x.py", "a/__pycache__/y.pyc", ".DS_Store"])):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(path.name)
    os.utime(tmp_path / "two/a/y.py", (1e9, 1e9))
    (tmp_path / "two/b/x.py").chmod(0o755)
    assert pack(tmp_path / "one") == pack(tmp_path / "two")


def test_a_folder_with_something_in_it_is_not_unpacked_into(tmp_path):
    (tmp_path / "mine.py").write_text("mine")
    refused = CliRunner().invoke(main, ["unpack", str(corpora.archives(LAB)["styles"]), str(tmp_path)])
    assert refused.exit_code == 2 and "not empty" in refused.output and [path.name for path in tmp_path.iterdir()] == ["mine.py"]


@pytest.mark.parametrize("which", corpora.archives(LAB))
def test_a_set_is_taken_in_as_a_class(which, tmp_path):
    found = take_in([corpora.archives(LAB)[which]], tmp_path / "copies")
    assert [f"{which}/{handed.name}" for handed in found.handed] == corpora.submissions(LAB, which)


def test_a_submission_is_laid_out_with_what_it_lacks_and_nothing_more():
    with confusion.laid_out(LAB, "heldout2/a01_scan_t2_unsorted") as folder:
        own = {path.name for path in folder.iterdir()
               if path.read_bytes() != (ROOT / "solution" / path.name).read_bytes()}
        assert own == {"dataset.py"} and len([*folder.iterdir()]) == 5
    with confusion.laid_out(LAB, "heldout4/r21_subpackage_pro") as folder:
        assert (folder / "nets" / "unet.py").is_file() and not (folder / "expected.json").exists()


def test_nothing_outside_tests_reads_tests():
    """Of the Makefile, the lines that run pytest alone name it."""
    rooms = [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in ("tests", "fixtures")]
    programs = [path for room in rooms for path in room.rglob("*.py")]
    assert len(programs) > 150
    assert [(str(path.relative_to(ROOT)), found) for path in programs if (found := reads_tests(path.read_text(encoding="utf-8")))] == []
    for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines():
        assert not re.search(r"\btests\b[/. ]", line.split("## ")[0]) or "-m pytest" in line, line


@pytest.mark.parametrize("text", [
    "from tests.conftest import ROOT", "import tests.siege", 'RIGHT = ROOT / "tests" / "corpus"', 'open("tests/results.schema.json")',
    'ROOT.joinpath("tests", "x")', 'f"{ROOT}/tests/x"', 'os.path.join(HERE, "tests")'])
def test_what_would_read_tests_is_seen(text):
    assert reads_tests(text)
    assert not reads_tests('"""As tests/test_x.py says."""\nrecord = {"tests": []}\nsays = "the tests / checks"')


def reads_tests(text: str) -> list[int]:
    """Lines that import from tests, or name it as a piece of a path."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            names = [piece.value for piece in (node.left, node.right) if isinstance(piece, ast.Constant)]
        elif isinstance(node, ast.Call):
            names = [piece.value for piece in node.args if isinstance(piece, ast.Constant)]
        elif isinstance(node, ast.JoinedStr):
            names = [re.sub("^/", "", piece.value) for piece in node.values if isinstance(piece, ast.Constant)]
        else:
            continue
        if any(isinstance(name, str) and re.split(r"[./]", name)[0] == "tests" for name in names):
            found.append(node.lineno)
    return found


def test_a_clone_is_light():
    if not (ROOT / ".git").exists():
        pytest.skip("no clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")[:-1]
    further = [name for name in listed if name.startswith(b"autograder/labs/segmentation/")]
    assert len(listed) - len(further) <= FILES and 100 < len(further) <= A_LAB
    assert _on_disk(set(listed) - set(further)) <= BYTES and _on_disk(further) <= LAB_BYTES


def _on_disk(names: Iterable[bytes]) -> int:
    sizes = [path.stat().st_size for name in names if (path := ROOT / os.fsdecode(name)).is_file()]
    return sum(-(-size // BLOCK) * BLOCK for size in sizes)


def run(*words: str | Path) -> None:
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == 0, done.output
