"""The student's edition is the solution with named holes, as five files and as a notebook."""
import ast
import re
import shutil
from dataclasses import replace

import nbformat
import numpy
import pytest
import torch
from PIL import Image

from autograder.labs.t1t2.lab import LAB
from autograder.release.notebook import check_cell
from autograder.release.skeleton import MarkError, finished, notebook, release, solution_sources, strip
from tests.conftest import ROOT

SOURCES = solution_sources(LAB)
STUBS = {file: strip(source, file) for file, source in SOURCES.items()}
HOLES = {
    "dataset.py": ["PairedMedicalDataset.__init__", "PairedMedicalDataset.__len__",
                   "PairedMedicalDataset.__getitem__"],
    "generator.py": ["Generator.__init__", "Generator.forward"],
    "discriminator.py": ["Discriminator.__init__", "Discriminator.forward"],
    "training.py": ["generator_loss", "discriminator_loss", "make_optimizers", "train_step"],
    "inference.py": ["translate", "show_comparison"],
}


def run(book, main=False):
    """The namespace after all code cells ran in order, as in Jupyter (main) or as when graded."""
    names = {"__name__": "__main__" if main else "lab"}
    for cell in book.cells:
        if cell.cell_type == "code" and not cell.id.startswith("check_"):  # test cells want a kernel
            exec(compile(cell.source, "<cell>", "exec"), names)
    return names


def elsewhere(root):
    """The lab with a copy of its solution in this folder, and nothing beside it."""
    shutil.copytree(LAB.solution, root / "solution")
    return replace(LAB, root=root)


# The committed files


def test_the_committed_skeleton_is_the_generated_one(tmp_path):
    written = release(elsewhere(tmp_path))
    assert [path.name for path in written] == [*LAB.files, "lab.ipynb"]
    for path in written:
        committed = ROOT / "assignment" / path.name
        assert path.read_bytes() == committed.read_bytes(), \
            f"{committed} is out of date: run python -m autograder release"


def test_release_touches_nothing_else(tmp_path):
    given = ("train.py", "show.py", "README.md")
    lab = elsewhere(tmp_path)
    lab.assignment.mkdir()
    for name in given:
        (lab.assignment / name).write_text(name)
    written = release(lab)
    assert all((lab.assignment / name).read_text() == name for name in given)
    assert {path.name for path in lab.assignment.iterdir()} == {path.name for path in written} | {*given}
    assert {path.name for path in tmp_path.iterdir()} == {"assignment", "solution"}


def test_release_writes_nothing_when_a_mark_is_wrong(tmp_path):
    lab = elsewhere(tmp_path)
    broken = SOURCES["training.py"].replace("    ### END SOLUTION\n", "", 1)
    (lab.solution / "training.py").write_text(broken, encoding="utf-8")
    with pytest.raises(MarkError, match=r"^solution/training\.py:\d+: BEGIN SOLUTION inside"):
        release(lab)
    assert not lab.assignment.exists()


# Stubs


@pytest.mark.parametrize("file", LAB.files)
def test_a_stub_keeps_what_is_not_the_solution(file):
    old, new = (ast.parse(code_version) for code_version in (SOURCES[file], STUBS[file]))
    assert ast.get_docstring(old) == ast.get_docstring(new)
    assert _signatures(new).items() <= _signatures(old).items()
    assert _imports(old) == _imports(new)
    assert "SOLUTION" not in STUBS[file]
    assert STUBS[file].endswith("\n") and not STUBS[file].endswith("\n\n")
    assert "\n\n\n\n" not in STUBS[file] and max(map(len, STUBS[file].splitlines())) <= 100


@pytest.mark.parametrize("file", LAB.files)
def test_a_stub_is_python_3_8(file):
    ast.parse(STUBS[file], feature_version=(3, 8))
    ast.parse(finished(SOURCES[file]), feature_version=(3, 8))


@pytest.mark.parametrize("file", LAB.files)
def test_every_hole_raises_its_name_and_what_to_do(file):
    texts = re.findall(r"BEGIN SOLUTION (.+)\n *### (.+)\n", SOURCES[file])
    raised = [node.exc.args[0].value for node in ast.walk(ast.parse(STUBS[file]))
              if isinstance(node, ast.Raise)]
    assert sorted(raised) == sorted(f"{hole}: {english} / {chinese}" for hole, (english, chinese)
                                    in zip(HOLES[file], texts, strict=True))
    assert all(re.search("[一-鿿]{2}", chinese) for _, chinese in texts)


def test_stubs_fail_by_name_when_they_are_called():
    names = run(notebook(STUBS, LAB))
    for call in (
        lambda: names["PairedMedicalDataset"]("a", "b"),
        names["Generator"],
        names["Discriminator"],
        lambda: names["generator_loss"](None, None, None),
        lambda: names["discriminator_loss"](None, None),
        lambda: names["make_optimizers"](None, None),
        lambda: names["train_step"](*[None] * 6),
        lambda: names["translate"](None, None),
        lambda: names["show_comparison"](None, None, None),
    ):
        with pytest.raises(NotImplementedError, match=r"^[\w.]+: \w+"):
            call()


def test_the_hole_is_named_by_the_whole_path():
    source = ("class A:\n    class B:\n        def f(self):\n            def g():\n"
              "                if self:\n                    ### BEGIN SOLUTION say \"\\d\"\n"
              "                    return 1\n                    ### END SOLUTION\n")
    stub = strip(source, "a.py")
    assert stub.endswith(r'''raise NotImplementedError("A.B.f.g: say \"\\d\"")''' + "\n")


def test_a_helper_outside_functions_leaves_no_trace():
    source = ("X = 1\n\n\n### BEGIN SOLUTION\ndef helper():\n    return X\n### END SOLUTION\n\n\n"
              "def f():\n    return X\n")
    assert strip(source, "a.py") == "X = 1\n\n\ndef f():\n    return X\n"


# Marks


IN_FUNCTION = "def f():\n    {}\n    return 1\n    {}\n"
BEGIN, END = "### BEGIN SOLUTION do it", "### END SOLUTION"


@pytest.mark.parametrize("source, problem", [
    (IN_FUNCTION.format(BEGIN, "pass"), "a.py:2: BEGIN SOLUTION without END"),
    (IN_FUNCTION.format("pass", END), "a.py:4: END SOLUTION without BEGIN"),
    (IN_FUNCTION.format(BEGIN, BEGIN), "a.py:4: BEGIN SOLUTION inside the one that line 2 begins"),
    (IN_FUNCTION.format("### BEGIN SOLUTION", END), "a.py:2: BEGIN SOLUTION without text"),
    (IN_FUNCTION.format("### BEGIN SOLUTION  ", END), "a.py:2: BEGIN SOLUTION without text"),
    (IN_FUNCTION.format(BEGIN, END + " of f"), "a.py:4: END SOLUTION takes no text"),
    (IN_FUNCTION.format(BEGIN, "    " + END), "a.py:4: END SOLUTION is not indented like"),
    (IN_FUNCTION.format("    " + BEGIN, "    " + END), "a.py:3: indented less than the BEGIN"),
    ("def f():\n    ### BEGIN SOLUTION x\n    # to do\n    ### END SOLUTION\n    return 1\n",
     "a.py:2: BEGIN SOLUTION with no code"),
    ("### BEGIN SOLUTION text\nX = 1\n### END SOLUTION\n",
     "a.py:1: BEGIN SOLUTION with text outside a function"),
    ("### BEGIN SOLUTION\n### 文字\nX = 1\n### END SOLUTION\n",
     "a.py:1: BEGIN SOLUTION with text outside a function"),
    (IN_FUNCTION.format("## BEGIN SOLUTION", END), "a.py:2: not a mark"),
    (IN_FUNCTION.format("x = 1  ### BEGIN SOLUTION", END), "a.py:2: not a mark"),
    (IN_FUNCTION.format(BEGIN, "### end solution"), "a.py:4: not a mark"),
])
@pytest.mark.parametrize("reader", [strip, finished])
def test_a_wrong_mark_is_refused_with_file_and_line(source, problem, reader):
    with pytest.raises(MarkError) as raised:
        reader(source, "a.py")
    assert str(raised.value).startswith(problem)


def test_a_region_over_two_functions_is_refused():
    source = ("def f():\n    x = 1\n    ### BEGIN SOLUTION do it\n    return x\n\n\n"
              "def g():\n    return 2\n    ### END SOLUTION\n")
    with pytest.raises(MarkError, match=r"^a\.py:7: indented less"):
        strip(source, "a.py")


def test_a_stub_that_does_not_compile_is_refused():
    source = "class A:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION\n"
    with pytest.raises(SyntaxError):
        strip(source, "a.py")


@pytest.mark.parametrize("file", LAB.files)
def test_finished_takes_out_the_marks_only(file):
    source, done = SOURCES[file], finished(SOURCES[file])
    assert ast.unparse(ast.parse(done)) == ast.unparse(ast.parse(source))
    assert "SOLUTION" not in done
    assert done.splitlines() == [line for line in source.splitlines() if "### " not in line]


# The notebook


def test_the_notebook_is_valid_clean_and_the_same_every_time():
    book = notebook(STUBS, LAB)
    nbformat.validate(book)
    assert nbformat.writes(book) == nbformat.writes(notebook(dict(reversed(STUBS.items())), LAB))
    assert set(book.metadata) == {"kernelspec", "language_info"}
    assert book.metadata.kernelspec.name == "python3"
    for cell in book.cells:
        assert cell.metadata == {} and not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_code_cells_are_the_files_in_order():
    cells = {cell.id: cell.source for cell in notebook(STUBS, LAB).cells}
    assert [f"{name}.py" for name in cells if f"{name}.py" in LAB.files] == list(LAB.files)
    for file, stub in STUBS.items():
        assert cells[file.removesuffix(".py")] == f"# {file}\n{stub}".rstrip()


def test_each_part_has_a_test_cell_behind_its_file():
    ids = [cell.id for cell in notebook(STUBS, LAB).cells if cell.cell_type == "code" and not cell.id.startswith("code-")]
    assert ids == ["dataset", "check_dataset", "generator", "check_generator", "discriminator", "check_discriminator",
                   "training", "check_loss", "check_optimizer", "check_training_step", "check_overfit", "inference",
                   "check_inference"]
    cells = {cell.id: cell.source for cell in notebook(STUBS, LAB).cells}
    for part in LAB.parts:
        assert f'check("{part.name}")' in cells[check_cell(part.name)]
    assert not [cell for cell in notebook(STUBS, LAB, tests=False).cells if cell.id.startswith("check_")]


@pytest.mark.parametrize(("there", "taken"), [
    (["dataset/ixi2000", "fixtures/ixi_mini"], "dataset/ixi2000"), (["fixtures/ixi_mini"], "fixtures/ixi_mini")])
def test_the_notebook_trains_on_the_data_that_are_there(tmp_path, monkeypatch, capsys, there, taken):
    for folder in there:
        (tmp_path / folder / "trainA").mkdir(parents=True)
    (tmp_path / "assignment").mkdir()
    monkeypatch.chdir(tmp_path / "assignment")
    assert run(notebook(STUBS, LAB), main=True)["DATA"] == f"../{taken}"
    assert "nothing is trained" in capsys.readouterr().out


def test_the_text_is_in_both_languages_and_shows_the_rubric():
    texts = [cell.source for cell in notebook(STUBS, LAB).cells if cell.cell_type == "markdown"]
    for text in texts:
        assert re.search("[一-鿿]{4}", text) and re.search("([a-z]+ ){3}", text), text
    for part in LAB.parts:
        assert f"| `{part.name}` |" in texts[0] and f"{part.points} |" in texts[0]
        assert all(f"`{name}" in "".join(texts[1:]) for name in part.names)


def test_a_notebook_needs_a_cell_and_a_source_for_every_file():
    with pytest.raises(ValueError, match=r"no cell for training\.py: add a code block"):
        notebook({"training.py": ""}, LAB, "text only")
    with pytest.raises(KeyError, match="dataset.py"):
        notebook({"training.py": ""}, LAB)


def test_the_finished_notebook_defines_every_name_and_does_not_train():
    book = notebook({file: finished(source) for file, source in SOURCES.items()}, LAB)
    assert "SOLUTION" not in nbformat.writes(book)
    names = run(book, main=True)
    assert set(LAB.canonical_file) <= set(names)
    assert "trained" not in names


def test_the_finished_notebook_trains_and_shows(tmp_path, monkeypatch):
    noise = numpy.random.default_rng(0)
    for folder in ("trainA", "trainB", "testA", "testB"):
        (tmp_path / folder).mkdir()
        pixels = noise.integers(0, 256, (256, 256), dtype=numpy.uint8)
        Image.fromarray(pixels).save(tmp_path / folder / "1.png")
    book = notebook({file: finished(source) for file, source in SOURCES.items()}, LAB)
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    text = nbformat.writes(book)
    for old, new in (("TRAIN = False", "TRAIN = True"), ("EPOCHS = 50", "EPOCHS = 2"),
                     ("../dataset/ixi2000", str(tmp_path))):
        assert old in text
        text = text.replace(old, new)
    book = nbformat.reads(text, as_version=4)
    assert "trained" not in run(book), "a graded notebook must not train"
    names = run(book, main=True)
    assert len(names["history"]) == 2 and isinstance(names["trained"], torch.nn.Module)
    assert [type(figure).__name__ for figure in shown] == ["Figure", "Figure"]


def _signatures(tree):
    return {node.name: (ast.unparse(node.args), ast.get_docstring(node))
            for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _imports(tree):
    return [ast.unparse(node) for node in tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))]
