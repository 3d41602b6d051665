"""The student's skeleton, made from the solution: five stubs and the same as a notebook.
"""
from __future__ import annotations

from pathlib import Path

from autograder.lab import Lab
from autograder.release.leaks import leaks
from autograder.release.marks import MarkError, finished, require_marks, strip
from autograder.release.notebook import notebook, write
from autograder.submissions.submission import NOTEBOOK

__all__ = ["MarkError", "finished", "leaks", "notebook", "release", "solution_sources", "strip"]



def solution_sources(lab: Lab) -> dict[str, str]:
    """The finished files with their marks: "generator.py" -> its text. Raises MarkError where a mark is wrong, or
    where one of the names that students write has none."""
    sources = {file: (lab.solution / file).read_text(encoding="utf-8") for file in lab.files}
    for file, source in sources.items():
        names = [name for name, home in lab.canonical_file.items() if home == file]
        require_marks(source, f"{lab.solution.name}/{file}", names)
    return sources


def release(lab: Lab) -> list[Path]:
    """Write the stubs and the notebook, and nothing else, to the lab's assignment; the paths written.

    Everything is made before anything is written: a wrong mark leaves the folder as it was.
    """
    stubs = {file: strip(source, f"{lab.solution.name}/{file}") for file, source in solution_sources(lab).items()}
    book = notebook(stubs, lab)
    lab.assignment.mkdir(parents=True, exist_ok=True)
    for file, stub in stubs.items():
        (lab.assignment / file).write_text(stub, encoding="utf-8", newline="\n")
    write(book, lab.assignment / NOTEBOOK)
    return [lab.assignment / name for name in (*stubs, NOTEBOOK)]
