"""The course folder: configuration, the assignment's source, and the grader beside them.

A course lives on: submissions, gradebook and the instructor's own settings in nbgrader_config.py,
the secret among them, stay as they are when the folder is made again.
"""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template

from autograder.lab import Lab
from autograder.platforms.nbgrader.assignment import source_notebook
from autograder.platforms.nbgrader.handout import handout
from autograder.release.contents import INSTALLING, PACKAGE, ROOT, files_in, grader
from autograder.release.notebook import write
from autograder.release.skeleton import solution_sources
from autograder.submissions.submission import NOTEBOOK

OWN = Path(__file__).parent / "course_files"
CONFIG = "nbgrader_config.py"
GRADER = "lab"
# What makes the assignment again, beside what grades.
MAKES, COURSE = ("release",), ("notebook.md", "written_questions.md")
HANDOUTS = ("README.md", "README.zh.md")
GIVEN = {"CONTRACT.md": "CONTRACT.md", "LICENSE": "LICENSE",
         "assignment/figures": "figures", "fixtures/ixi_mini": "ixi_mini"}


def build(target: Path, lab: Lab, language: str, secret: str, answer_points: float = 0) -> list[Path]:
    """Write the course; the paths written.

    language: of reports, and of test cells in students' kernels. secret: seeds the hidden inputs;
    a configuration that is there keeps its own.
    """
    # First, so that a wrong mark leaves the course as it was.
    book = source_notebook(solution_sources(lab), lab, language, answer_points)
    source = target / "source" / lab.name
    for folder in (source, target / GRADER):  # nothing of an earlier grader stays behind
        shutil.rmtree(folder, ignore_errors=True)
    contents = {f"{source.relative_to(target).as_posix()}/{name}": data for name, data in _students(lab)}
    contents |= {f"{GRADER}/{name}": data for name, data in _instructors(lab)}
    contents["README.md"] = (OWN / "README.md").read_bytes()
    if not (target / CONFIG).exists():
        text = Template((OWN / CONFIG).read_text(encoding="utf-8"))
        filled = text.substitute(language=language, secret=secret, lab=lab.name, files=" ".join(lab.files))
        contents[CONFIG] = filled.encode()
    for name, data in contents.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    write(book, source / NOTEBOOK)
    return [target / CONFIG, source / NOTEBOOK]


def _students(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path, content) of what students find beside the notebook: handout, slices, the public checks."""
    yield from grader(lab)
    yield from _installing()
    for name in HANDOUTS:
        yield name, handout((lab.assignment / name).read_text(encoding="utf-8")).encode()
    yield CONFIG, (OWN / "validate_config.py").read_bytes()
    for there, here in GIVEN.items():
        path = ROOT / there
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield (Path(here) / file.relative_to(path)).as_posix(), file.read_bytes()


def _instructors(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the grader as nbgrader's commands import it, with what makes the assignment."""
    yield from grader(lab)
    for name in MAKES:
        for file in files_in(PACKAGE / name):
            yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    for name in COURSE:
        for file in files_in(lab.folder / name):
            yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    yield from _installing()


def _installing() -> Iterator[tuple[str, bytes]]:
    """(path, content) of what pip installs the grader by."""
    for name in INSTALLING:
        yield name, (ROOT / name).read_bytes()
