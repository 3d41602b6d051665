"""Intake: anything handed in becomes text under limits, or a clear refusal."""
from __future__ import annotations

import io
import zipfile

import nbformat
import pytest

from autograder import platforms
from autograder.i18n.messages import render
from autograder.labs.t1t2.lab import LAB
from autograder.submissions import intake
from autograder.submissions.submission import IntakeError, decode_text, read_submission
from tests.conftest import ROOT, solution


def zipped(files: dict[str, str], path, **options):
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_folder_and_its_zip_are_the_same_submission(tmp_path):
    files = {name: solution(name) for name in LAB.files}
    junk = {"__MACOSX/._dataset.py": "x", "lab/.DS_Store": "x", "lab/.venv/a.py": "x",
            "lab/weights.pt": "x"}
    path = zipped({f"lab/{name}": text for name, text in files.items()} | junk, tmp_path / "a.zip")
    assert read_submission(path).files == files
    assert read_submission(path).digest == read_submission(ROOT / "solution").digest


def test_windows_line_ends_and_bom_change_nothing(submit):
    data = b"\xef\xbb\xbf" + solution("training.py").replace("\n", "\r\n").encode()
    found = read_submission(submit({"training.py": data}))
    assert found.digest == read_submission(ROOT / "solution").digest and not found.notes


def test_gbk_is_read_with_a_warning(submit):
    found = read_submission(submit({"loss.py": "# 损失函数\nx = 1\n".encode("gbk")}))
    assert found.files["loss.py"].startswith("# 损失函数")
    assert [note.values for note in found.notes] == [{"file": "loss.py", "encoding": "GBK"}]


def test_a_coding_line_is_believed():
    assert decode_text("# coding: latin-1\n# é\n".encode("latin-1")) == ("# coding: latin-1\n# é\n",
                                                                         "iso-8859-1")


def test_the_root_is_where_the_lab_s_files_are(tmp_path):
    files = {f"homework/final/{name}": solution(name) for name in LAB.files} | {"homework/notes.py": "x = 1"}
    assert set(read_submission(zipped(files, tmp_path / "b.zip")).files) == set(LAB.files)


def test_a_notebook_s_magics_go_and_written_files_stay(tmp_path):
    cells = ["%matplotlib inline\n!pip install torch\nx = 1", "%%bash\nrm -rf /", "%%time\ny = 2",
             "%%writefile generator.py\nclass Generator: pass"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    path = tmp_path / "lab.ipynb"
    nbformat.write(notebook, path)
    found = read_submission(path)
    assert found.files == {"generator.py": "class Generator: pass"}
    compile("\n".join(found.cells["lab.ipynb"]), "lab", "exec")
    assert "rm -rf" not in str(found.cells) and "y = 2" in str(found.cells)


def test_a_broken_notebook_is_said(submit):
    found = read_submission(submit({"lab.ipynb": "{not json"}))
    assert "lab.ipynb" in str(found.notes[0].values)


@pytest.mark.parametrize("name", ["../evil.py", "/etc/evil.py", "C:/evil.py", "a/../../evil.py"])
def test_paths_that_lead_outside_are_left_out(tmp_path, name):
    path = zipped({name: "x = 1", "dataset.py": "y = 2"}, tmp_path / "c.zip")
    assert set(read_submission(path).files) == {"dataset.py"}


def test_refusals_say_what_and_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK nonsense")
    (tmp_path / "essay.docx").write_bytes(b"x")
    for name, words in {"empty": "Hand in", "broken.zip": "Zip the files again",
                        "essay.docx": "neither a folder", "missing": "does not exist"}.items():
        with pytest.raises(IntakeError, match=words):
            read_submission(tmp_path / name)
    monkeypatch.setattr(intake, "MAX_FILES", 2)
    with pytest.raises(IntakeError, match="more than 2 files"):
        read_submission(ROOT / "solution")


def test_a_bomb_is_not_unpacked(tmp_path):
    path = zipped({"bomb.py": "\0" * (intake.MAX_SOURCE * 20), "dataset.py": "x = 1"},
                  tmp_path / "bomb.zip", compression=zipfile.ZIP_DEFLATED)
    assert set(read_submission(path).files) == {"dataset.py"}


def test_a_class_is_found_and_names_stay_apart(tmp_path):
    for name in ("ann", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dataset.py").write_text("x = 1")
    zipped({"dataset.py": "x"}, tmp_path / "ann.zip")
    (tmp_path / "readme.txt").write_text("not a submission")
    found = platforms.find_submissions([tmp_path])
    assert sorted(found) == ["ann", "ann.zip", "bob"]
    assert platforms.find_submissions([tmp_path / "ann"]) == {"ann": tmp_path / "ann"}


def test_strange_bytes_never_raise_anything_else(tmp_path):
    hypothesis = pytest.importorskip("hypothesis")
    path = tmp_path / "x.zip"

    @hypothesis.settings(max_examples=150, deadline=None)
    @hypothesis.given(hypothesis.strategies.binary(max_size=400), hypothesis.strategies.booleans())
    def feed(data: bytes, wrapped: bool):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("dataset.py", data)
        path.write_bytes(buffer.getvalue() if wrapped else data)
        try:
            read_submission(path).digest.encode()
        except IntakeError:
            assert not wrapped
    feed()


def test_a_name_with_something_hung_on_to_it_is_the_obvious_one(tmp_path):
    """Windows hides .txt, a browser adds .json; the real file wins where both are there."""
    files = {f"{name}.txt": solution(name) for name in LAB.files}
    for path in (zipped(files, tmp_path / "a.zip"), lay_out(files, tmp_path / "folder")):
        found = read_submission(path)
        assert found.files == {name: solution(name) for name in LAB.files}
        assert "dataset.py.txt was read as dataset.py" in render(found.notes[0])
    both = lay_out({"dataset.py": "x = 1", "dataset.py.txt": "x = 2", "notes.txt": ""}, tmp_path / "both")
    assert read_submission(both).files["dataset.py"] == "x = 1"
    book = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]))
    for name in ("lab.ipynb.json", "lab.ipynb.txt"):
        path = lay_out({name: book}, tmp_path / name)
        assert read_submission(path).cells == read_submission(path / name).cells == {"lab.ipynb": ["x = 1"]}
    (tmp_path / "class" / "cy").mkdir(parents=True)
    lay_out({"ann.py.txt": "x = 1", "cy/dataset.py": "x = 1"}, tmp_path / "class")
    assert set(platforms.find_submissions([tmp_path / "class"])) == {"ann.py.txt", "cy"}


def test_a_zip_in_a_zip_is_unpacked_where_it_is_all_there_is(tmp_path):
    inner = zipped({name: solution(name) for name in LAB.files}, tmp_path / "inner.zip").read_bytes()
    outer = zipped({"hw/submission.zip": inner, "hw/report.pdf": "x"}, tmp_path / "outer.zip")
    room = lay_out({"submission.zip": inner, "report.pdf": "x"}, tmp_path / "room")
    twice = zipped({"a.zip": outer.read_bytes()}, tmp_path / "twice.zip")
    for path in (outer, room, twice):
        assert set(read_submission(path).files) == set(LAB.files)
    beside = zipped({"dataset.py": "x = 1", "old.zip": inner}, tmp_path / "beside.zip")
    assert set(read_submission(beside).files) == {"dataset.py"}
    two = zipped({"a.zip": inner, "b.zip": inner}, tmp_path / "two.zip")
    deep = zipped({"a.zip": zipped({"b.zip": twice.read_bytes()}, tmp_path / "c.zip").read_bytes()}, tmp_path / "d.zip")
    for path, names in ((two, "a.zip, b.zip"), (deep, "a.zip")):
        with pytest.raises(IntakeError, match=f"holds {names}"):
            read_submission(path)


def test_what_is_no_submission_says_what_lies_there(tmp_path):
    path = lay_out({"report.docx": "x", "data/scan.nii": "x", ".DS_Store": "x", "venv/lib.so": ""}, tmp_path / "room")
    with pytest.raises(IntakeError, match="holds report.docx, data/scan.nii, and no .py file"):
        read_submission(path)


def lay_out(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
