"""Which of several files, cells and editions a name is taken from, and what is said about the others."""
from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import pytest

from autograder.commands.packing import pack
from autograder.grading.session import Session
from autograder.i18n.messages import render
from autograder.submissions import syntax
from autograder.submissions.submission import IntakeError, read_submission
from tests.conftest import ROOT, solution

STUBS = {name: (ROOT / "assignment" / name).read_text(encoding="utf-8")
         for name in ("dataset.py", "generator.py", "discriminator.py", "training.py", "inference.py")}
BROKEN = "def train_step(:\n"


def book(*cells: str | tuple[str, str]) -> str:
    """A notebook of code cells, or of (kind, source)."""
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell,
            "raw": nbformat.v4.new_raw_cell}
    pairs = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return nbformat.writes(nbformat.v4.new_notebook(cells=[make[kind](source) for kind, source in pairs]))


@pytest.fixture
def reported(judge, tmp_path):
    """Grade one part of these files: (points, notes, what was observed and where)."""
    def grade(files: dict[str, str], part: str) -> tuple[int, list[str], set[str]]:
        folder = tmp_path / f"room{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        verdict = judge(folder, [part])
        seen = {f"{result.where}: {render(result.observed)}" for result in verdict.results if result.observed}
        return verdict.earned(part), [render(note) for note in verdict.notes], seen
    return grade


def test_an_untouched_stub_below_the_definition_is_no_newer_edition(reported):
    for files in ({"lab.ipynb": book(solution("training.py"), STUBS["training.py"])},
                  {"training.py": solution("training.py") + STUBS["training.py"]}):
        points, notes, _ = reported(files, "optimizer")
        assert points == 5 and "an untouched stub of make_optimizers stands below" in notes[0]
    later = solution("training.py").replace("2e-4", "1e-3").replace("0.0002", "1e-3")
    assert reported({"lab.ipynb": book(solution("training.py"), later)}, "optimizer")[0] < 5


def test_an_import_of_an_untouched_stub_is_no_other_edition_of_it(reported):
    files = {"training.py": STUBS["training.py"], "inference.py": "from training import make_optimizers\n"}
    points, notes, seen = reported(files, "optimizer")
    assert (points, notes) == (0, []) and all("Not implemented yet" in text for text in seen)


def test_the_kernel_s_checks_take_the_same_cell():
    from autograder.platforms.nbgrader.test_cells import current_cells

    sources = [solution("generator.py"), STUBS["generator.py"]]
    assert current_cells(sources)[0] == sources[0]
    assert current_cells([sources[0], sources[0]])[0] == ""


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_code_in_a_cell_that_was_turned_into_text_counts_where_nothing_else_does(reported, kind):
    alone = book("x = 1", (kind, "%matplotlib inline\n" + solution("training.py")), (kind, "# Losses\nsee above"))
    points, notes, _ = reported({"lab.ipynb": alone}, "optimizer")
    assert points == 5 and notes[0].startswith("lab.ipynb [cell 2] is a text cell that holds code")
    old = (kind, solution("training.py").replace("2e-4", "1"))
    for cells in ((solution("training.py"), old), (old, solution("training.py"))):
        assert reported({"lab.ipynb": book(*cells)}, "optimizer")[:2] == (5, [])
    quoted = (kind, f"```python\n{solution('training.py')}```")
    assert reported({"lab.ipynb": book("x = 1", quoted)}, "optimizer")[0] == 0


def test_cells_that_are_no_python_cost_only_what_they_define(reported):
    shell = "pip install torch\ncd data"
    files = {"lab.ipynb": book("pip install torch", shell, solution("generator.py"), "def make_optimizers(G, D)\n    x")}
    _, _, seen = reported(files, "loss")
    assert "None: No submitted file defines generator_loss." in seen
    _, _, seen = reported(files, "optimizer")
    assert all("lab.ipynb [cell 4]:1 does not compile" in text for text in seen) and seen
    cells = read_submission_of(book("pip install torch", "x = (1", "ls data"))
    assert cells == ["", "x = (1", ""]


def read_submission_of(text: str) -> list[str]:
    from autograder.submissions.submission import Submission, add_notebook

    submission = Submission("s", Path())
    add_notebook(submission, "lab.ipynb", text)
    return submission.cells["lab.ipynb"]


def test_a_hole_in_a_notebook_is_named_with_its_cell(reported):
    _, _, seen = reported({"lab.ipynb": book("x = 1", "%%writefile more.py\ny = 2", STUBS["training.py"])}, "optimizer")
    assert seen == {f"lab.ipynb [cell 3]:{line_of('make_optimizers')}: Not implemented yet: make_optimizers"}


def line_of(name: str) -> int:
    return next(node.lineno for node in syntax.parse(STUBS["training.py"], "x").body
                if syntax.bound_names(node) == {name})


def test_a_file_that_does_not_compile_is_said_whatever_stands_beside_it(reported, tmp_path):
    broken = solution("training.py") + BROKEN
    line = broken.count("\n")
    untouched = (ROOT / "assignment" / "lab.ipynb").read_text(encoding="utf-8")
    points, _, seen = reported({"training.py": broken, "lab.ipynb": untouched}, "optimizer")
    assert points == 0 and all(f"training.py:{line} does not compile" in text for text in seen) and seen
    points, notes, _ = reported({"training.py": broken, "lab.ipynb": book(solution("training.py"))}, "optimizer")
    assert points == 5 and notes == [f"training.py:{line} does not compile (invalid syntax). What it should define is "
                                     "taken from lab.ipynb."]
    stray = {"training.py": STUBS["training.py"], "try.py": "import training\ntraining.make_optimizers(\n"}
    assert all("Not implemented yet" in text for text in reported(stray, "optimizer")[2])


def test_of_two_editions_the_file_counts_and_the_student_is_told(reported, tmp_path):
    other = solution("training.py").replace("2e-4", "1e-3").replace("0.0002", "1e-3")
    files = {"training.py": solution("training.py"), "lab.ipynb": book(other)}
    points, notes, _ = reported(files, "optimizer")
    assert points == 5 and notes == ["training.py and lab.ipynb define the same names, and not alike. training.py "
                                     "counts; hand in one of the two."]
    assert reported({**files, "lab.ipynb": book(solution("training.py"))}, "optimizer")[:2] == (5, [])
    points, notes, _ = reported({**files, "training.py": STUBS["training.py"]}, "optimizer")
    assert points < 5 and notes == ["training.py holds untouched stubs. What they stand for is taken from lab.ipynb."]


def test_zip_says_the_same_as_the_verdict(submit, tmp_path, zygote):
    other = book(solution("generator.py").replace("0.2", "0.1"), solution("training.py"))
    folder = submit({"training.py": solution("training.py") + BROKEN, "lab.ipynb": other,
                     "inference.py": STUBS["inference.py"] + solution("inference.py")})
    packed = pack(folder, tmp_path / "s.zip")
    said = [render(message) for message in packed.findings + packed.notes]
    assert any(text.startswith("generator.py and lab.ipynb define the same names") for text in said)
    assert any("What it should define is taken from lab.ipynb." in text for text in said)
    assert not any("missing" in text or "not implemented" in text for text in said), said
    submission = read_submission(tmp_path / "s.zip")
    session = Session(submission, zygote)
    session.look("zip", "handin.imports", lambda: {"names": ["generator"]})
    session.close()


@pytest.mark.parametrize("text, words", [("", "it is empty"), ("{\n'cells': []}", "no JSON from line 2 on"),
                                         (json.dumps({"nbformat": 4}), "no cells as Jupyter writes them")])
def test_a_notebook_that_is_none_is_refused_in_plain_words(tmp_path, text, words):
    (tmp_path / "lab.ipynb").write_text(text)
    with pytest.raises(IntakeError, match=words) as refused:
        read_submission(tmp_path / "lab.ipynb")
    assert "Error" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read(submit, encoding):
    found = read_submission(submit({"training.py": solution("training.py").encode(encoding)}))
    assert found.files["training.py"] == solution("training.py")
    assert [note.values["encoding"] for note in found.notes] == [encoding[:6].upper()]


@pytest.mark.parametrize("body", ["pass", "...", "return None", '"""To do."""', "pass  # later\n    return"])
def test_a_function_with_nothing_in_it_is_not_done_yet(body):
    assert syntax.is_stub(ast.parse(f"def train_step(G, D):\n    {body}").body[0])


@pytest.mark.parametrize("text", ["def f(x):\n    return x", "@filled_in\ndef f(x):\n    pass", "class G(UNet):\n    pass",
                                  "def f(x):\n    print(x)"])
def test_what_does_something_is_done(text):
    assert not syntax.is_stub(ast.parse(text).body[0])
