"""What students get and hand in: the package has no answer in it and works where it is unpacked."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.commands.packing import Packed, findings, import_troubles, pack
from autograder.i18n.messages import render
from autograder.lab import load, names
from autograder.labs.t1t2.lab import LAB
from autograder.release import package
from autograder.release.skeleton import leaks, solution_sources
from autograder.submissions.intake import IntakeError
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT, solution

SOURCES = solution_sources(LAB)
# Programs that work on the same things by right: what is short gives nothing away in them.
PROGRAMS = ("train.py", "training_run.py", "training_speed.py", "show.py", "evaluate.py", "evaluation_page.py",
            "evaluation_scores.py", "challenge_weights.py")


@pytest.fixture(scope="module")
def contents(tmp_path_factory) -> dict[str, bytes]:
    with zipfile.ZipFile(package.build(tmp_path_factory.mktemp("dist") / "student.zip", LAB)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def unpacked(contents, tmp_path) -> Path:
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path / LAB.student_folder


def test_everything_lies_in_one_folder_and_nothing_that_stays_at_home(contents):
    paths = {PurePosixPath(name) for name in contents}
    assert {path.parts[0] for path in paths} == {LAB.student_folder}
    top = {path.parts[1] for path in paths}
    assert top == {".github", ".gitignore", "AGENTS.md", "README.md", "CONTRACT.md", "LICENSE", "Makefile", "pyproject.toml", "requirements.lock",
                   "assignment", "autograder", "dataset", "fixtures"}
    assert {path.parts[2] for path in paths if path.parts[1] == "fixtures"} == {"ixi_mini"}
    assert not [path for path in paths if path.suffix == ".pyc" or ".git" in path.parts]
    assert {f"{LAB.student_folder}/assignment/{name}" for name in (*LAB.files, "lab.ipynb")} <= set(contents)


def test_no_piece_of_the_solution_is_inside(contents):
    for name, content in contents.items():
        if not name.endswith((".png", ".mo", ".npz")):
            found = set(leaks(content.decode(), SOURCES, shortest=26 if name.endswith(PROGRAMS) else 0))
            assert found <= {"with torch.no_grad():"}, name
    assert leaks((ROOT / "solution" / "training.py").read_text(encoding="utf-8"), SOURCES)  # it would be seen


def test_no_file_that_stays_at_home_is_inside_under_another_name(contents):
    home = [ROOT / "solution", ROOT / "tests", *(ROOT / "fixtures" / name for name in ("misconceptions", "submissions", "attacks", "right_styles", "heldout"))]
    kept = {path.read_bytes().strip(): path for folder in home for path in folder.rglob("*") if path.is_file()}
    assert len(kept) > 600
    assert [(name, kept[content.strip()]) for name, content in contents.items() if content.strip() in kept] == []


def test_the_notebook_was_never_run_and_says_nothing_beside_its_cells(contents):
    book = json.loads(contents[f"{LAB.student_folder}/assignment/lab.ipynb"])
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    assert {key for cell in book["cells"] for key in cell["metadata"]} == set()
    assert not [cell for cell in book["cells"] if cell.get("outputs") or cell.get("execution_count")
                or cell.get("attachments")]


def test_an_instructor_s_own_trials_do_not_travel(contents):
    """assignment/ may hold anything: the stubs are made from the solution."""
    stub = contents[f"{LAB.student_folder}/assignment/training.py"].decode()
    assert stub == (ROOT / "assignment" / "training.py").read_text(encoding="utf-8")
    assert "NotImplementedError" in stub


def test_what_should_be_inside_and_is_gone_is_said(tmp_path):
    for gone in ({"given": ("CONTRACT.md", "nothing/like/this.md")}, {"ships": ("lab.py", "nothing/like/this.md")}):
        with pytest.raises(FileNotFoundError, match="nothing/like/this.md"):
            package.build(tmp_path / "student.zip", replace(LAB, **gone))


def test_it_works_where_it_is_unpacked(unpacked):
    """No file of this repository is in reach: the grader runs from the package."""
    assert loss_points(unpacked) == 0
    shutil.copy(ROOT / "solution" / "training.py", unpacked / "assignment")
    assert loss_points(unpacked) == 10


def loss_points(folder: Path) -> int:
    done = subprocess.run([sys.executable, "-B", "-m", "autograder", "test", "--part", "loss", "--json"],
                          cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)["parts"]["loss"]


def test_the_notebook_s_test_cells_run_where_it_is_unpacked(unpacked):
    """In a kernel whose folder is the notebook's; the files beside it are not what has been run there."""
    shutil.copy(ROOT / "solution" / "training.py", unpacked / "assignment")
    book = nbformat.read(unpacked / "assignment" / "lab.ipynb", as_version=4)
    book.cells = [cell for cell in book.cells if cell.id in ("training", "check_loss")]
    book.cells[0].source = f"# training.py\n{SOURCES['training.py'].replace('0.5 * (loss', '(loss')}"
    done = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(unpacked / "assignment")}}).execute()
    said = "".join(output.get("text", "") for output in done.cells[1].outputs)
    assert "loss.half" in said and "lab.ipynb" in said and "training.py:" not in said and "9/10" in said and done.cells[1].outputs[-1]["data"]["text/plain"] == "9.0"


def test_what_is_packed_reads_like_the_folder(submit, tmp_path):
    folder = submit()
    (folder / "train.py").write_text("print('the lab has it')")
    (folder / "figures").mkdir()
    (folder / "figures" / "draw.py").write_text("the lab has it, too")
    for name in ("models/__init__.py", "models/deep/blocks.py", "config.json", "venv/lib.py", "notes.docx", "runs/a.pt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("1")
    packed = pack(folder, folder / "submission.zip")
    own = ["config.json", "models/__init__.py", "models/deep/blocks.py"]
    assert packed.names == sorted([*LAB.files, *own]) and packed.findings == packed.notes == []
    assert packed.left_out == ["notes.docx", "runs/"]
    assert pack(folder, folder / "submission.zip") == packed  # an earlier zip is not packed into the next
    inside, before = read_submission(folder / "submission.zip"), read_submission(folder)
    assert inside.files == {name: before.files[name] for name in packed.names}


def test_an_import_from_a_package_that_is_handed_in_is_no_missing_name(submit, tmp_path):
    """A package beside the five files holds the network; without it the name is missing."""
    net = solution("generator.py").replace("class Generator", "class Net")
    folder = submit({"generator.py": "from models import Net as Generator", "models/__init__.py": "from .net import Net",
                     "models/net.py": net})
    assert pack(folder, tmp_path / "a.zip").findings == []
    shutil.rmtree(folder / "models")
    assert "Generator is missing" in render(pack(folder, tmp_path / "a.zip").findings[0])


def test_what_is_missing_from_it_is_said(submit):
    broken = solution("training.py").replace("def train_step(", "def train_step(,")
    folder = submit({"training.py": broken, "inference.py": None,
                     "generator.py": (ROOT / "assignment" / "generator.py").read_text(encoding="utf-8")})
    said = [render(finding, "en") for finding in findings(read_submission(folder))[0]]
    line = broken[: broken.index("def train_step(,")].count("\n") + 1
    assert any(text.startswith(f"training.py:{line} does not compile") for text in said)
    assert "Generator (generator.py) is not implemented yet." in said
    assert {text.split(" ")[0] for text in said if "is missing" in text} == {
        "generator_loss", "discriminator_loss", "make_optimizers", "train_step", "translate", "show_comparison"}
    assert all(render(finding, "zh") != render(finding, "en") for finding in findings(read_submission(folder))[0])


def test_what_fails_at_import_is_said(submit, zygote):
    """A second import of the same mistake says nothing new; a right submission has nothing to say."""
    def said(files: dict) -> list[str]:
        return [render(note, "en") for note in import_troubles(read_submission(submit(files)), zygote)]

    assert said({}) == []
    found = said({"generator.py": "import nosuchthing\n" + solution("generator.py"),
                  "inference.py": solution("inference.py") + "\nraise ValueError('too late')\n",
                  "unused.py": "raise ValueError('nobody imports it')"})
    line = len(solution("inference.py").splitlines()) + 2
    assert [text.split(": ")[0] for text in found] == ["generator.py:1", f"inference.py:{line}"]
    assert "there is no nosuchthing here" in found[0] and "too late" in found[1]
    assert "ended itself" in said({"training.py": "import os\nos._exit(0)\n" + solution("training.py")})[0]


def test_a_notebook_is_a_whole_submission(tmp_path, zygote):
    from autograder.release.notebook import write
    from autograder.release.skeleton import finished, notebook

    write(notebook({file: finished(source) for file, source in SOURCES.items()}, LAB), tmp_path / "lab.ipynb")
    assert pack(tmp_path, tmp_path / "submission.zip") == Packed(["lab.ipynb"])
    assert import_troubles(read_submission(tmp_path / "submission.zip"), zygote) == []
    book = (tmp_path / "lab.ipynb").read_text(encoding="utf-8").replace("import torch.nn.functional as F", "import tortch.nn.functional as F")
    (tmp_path / "lab.ipynb").write_text(book, encoding="utf-8")
    assert any("tortch" in render(note, "en") for note in import_troubles(read_submission(tmp_path), zygote))


def test_an_empty_folder_has_nothing_to_hand_in(tmp_path):
    with pytest.raises(IntakeError, match="no .py file"):
        pack(tmp_path, tmp_path / "submission.zip")

@pytest.mark.parametrize("name", names())
def test_the_package_tells_assistants_the_rule_of_the_handout(name, tmp_path):
    """Every graded name is named in it, so that none can be written by oversight."""
    lab = load(name)
    with zipfile.ZipFile(package.build(tmp_path / "x.zip", lab)) as archive:
        rule = archive.read(f"{lab.student_folder}/AGENTS.md").decode("utf-8")
    assert [graded for graded in lab.canonical_file if f"`{graded}`" not in rule] == []
    for handout in ("README.md", "README.zh.md"):
        assert "`AGENTS.md`" in (lab.assignment / handout).read_text(encoding="utf-8")
