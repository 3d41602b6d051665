"""Add lab.ipynb to submissions without one, which nbgrader would pass over.

Students hand in the five files, or a notebook that their browser has called `lab (1).ipynb`.
"""
from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from autograder.grading.atomic import write_atomically
from autograder.platforms.nbgrader.markdown import fenced
from autograder.submissions import intake
from autograder.submissions.intake import IntakeError
from autograder.submissions.submission import NOTEBOOK, decode_text


def complete(course: Path, assignment: str) -> list[Path]:
    """Write the notebooks that are missing from the course's submitted/; their paths. Nothing is changed."""
    return [path for folder in sorted((course / "submitted").glob(f"*/{assignment}"))
            if not (folder / NOTEBOOK).exists() and (path := _add(folder))]


def _add(folder: Path) -> Path | None:
    blobs = blobs_in(folder)
    if not any(name.lower().endswith(intake.SOURCES) for name in blobs):
        return None  # nbgrader's own warning says it
    own = notebook_in(blobs)
    data = blobs[own] if own else nbformat.writes(quoting(blobs)) + "\n"
    try:
        write_atomically(folder / NOTEBOOK, data)
    except OSError as error:
        logging.getLogger("autograder").warning("no %s in %s, and none can be added: %s", NOTEBOOK, folder, error)
        return None
    return folder / NOTEBOOK


def blobs_in(path: Path) -> dict[str, bytes]:
    """Path inside the submission -> content; empty where it can't be read."""
    try:
        return intake.collect(path).blobs
    except IntakeError:
        return {}


def notebook_in(blobs: Mapping[str, bytes]) -> str | None:
    """The submission's notebook, whatever it is called."""
    return min((name for name in blobs if name.lower().endswith(".ipynb")), key=_rank, default=None)


def quoting(blobs: Mapping[str, bytes]) -> NotebookNode:
    """A notebook that shows the files as text, and does not hand them in a second time."""
    book = v4.new_notebook()
    book.cells = list(_quotations(blobs))
    return book


def _quotations(blobs: Mapping[str, bytes]) -> Iterator[NotebookNode]:
    for number, (name, data) in enumerate(sorted(blobs.items()), 1):
        if name.lower().endswith(".py"):
            yield v4.new_markdown_cell(fenced(f"# {name}\n{decode_text(data)[0]}", "python"), id=f"file-{number}")


def _rank(name: str) -> tuple:
    path = Path(name)
    return path.name != NOTEBOOK, len(path.parts), name
