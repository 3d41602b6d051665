"""The course folder: configuration, the assignment's source, and the grader beside them.

A course lives on: submissions, gradebook and the instructor's own settings in nbgrader_config.py,
the secret among them, stay as they are when the folder is made again.
"""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template

from autograder.i18n.messages import render
from autograder.lab import Lab
from autograder.platforms.nbgrader.assignment import source_notebook
from autograder.platforms.nbgrader.handout import handout
from autograder.platforms.nbgrader.names import QUESTIONS
from autograder.release.contents import INSTALLING, LICENSE, PACKAGE, ROOT, files_in, grader, shipped
from autograder.release.notebook import TEXTS, write
from autograder.release.package import given
from autograder.release.skeleton import solution_sources
from autograder.submissions.submission import NOTEBOOK

OWN = Path(__file__).parent / "course_files"
CONFIG = "nbgrader_config.py"
GRADER = "lab"
# What makes the assignment again, beside what grades.
MAKES, COURSE = ("release",), (TEXTS, QUESTIONS)
HANDOUTS = ("README.md", "README.zh.md")
# Of what a lab gives to students, these folders' own folders lie beside the notebook.
OPENED = ("assignment", "fixtures")


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
    contents["README.md"] = _filled("README.md", lab=lab.name, total=str(lab.total), title=render(lab.title),
                                    title_zh=render(lab.title, "zh"))
    if not (target / CONFIG).exists():
        contents[CONFIG] = _filled(CONFIG, language=language, secret=secret, lab=lab.name, files=" ".join(lab.files))
    for name, data in contents.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    write(book, source / NOTEBOOK)
    return [target / CONFIG, source / NOTEBOOK]


def _filled(name: str, **values: str) -> bytes:
    return Template((OWN / name).read_text(encoding="utf-8")).substitute(values).encode()


def _students(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path, content) of what students find beside the notebook: handout, sample data, the public checks."""
    yield from grader(lab)
    yield from _installing()
    yield LICENSE, (ROOT / LICENSE).read_bytes()
    for name in filter(lambda name: (lab.assignment / name).exists(), HANDOUTS):
        yield name, handout((lab.assignment / name).read_text(encoding="utf-8")).encode()
    yield CONFIG, (OWN / "validate_config.py").read_bytes()
    for path in given(lab):
        if (place := _beside_notebook(path.relative_to(lab.root))) is not None:
            yield place, path.read_bytes()


def _beside_notebook(path: Path) -> str | None:
    """Where something that is given lies for nbgrader's students; None for what they have otherwise, or not at all:
    programs, and what prepares data."""
    if path.suffix == ".py" or path.as_posix() in INSTALLING:
        return None
    if len(path.parts) > 2 and path.parts[0] in OPENED:
        return Path(*path.parts[1:]).as_posix()
    return path.name if len(path.parts) == 1 else None


def _instructors(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the grader as nbgrader's commands import it, with what makes the assignment."""
    yield from grader(lab)
    for name in MAKES:
        for file in files_in(PACKAGE / name):
            yield shipped(file, lab), file.read_bytes()
    for path in (lab.folder / name for name in COURSE):
        if path.exists():
            yield shipped(path, lab), path.read_bytes()
    yield from _installing()


def _installing() -> Iterator[tuple[str, bytes]]:
    """(path, content) of what pip installs the grader by."""
    for name in INSTALLING:
        yield name, (ROOT / name).read_bytes()
