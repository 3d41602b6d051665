"""The students' package: skeleton, handout, the public checks, synthetic slices; no answer.

Stubs and notebook are made fresh from the solution's marks, so that an instructor's own trials in
assignment/ never travel; the rest is listed by name, so that nothing travels by chance.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.lab import Lab
from autograder.release.contents import INSTALLING, LICENSE, ROOT, Lacking, files_in, grader, write_zip
from autograder.release.marks import strip
from autograder.release.notebook import notebook
from autograder.release.skeleton import solution_sources
from autograder.submissions.submission import NOTEBOOK


def build(target: Path, lab: Lab) -> Path:
    """Write the package: one folder in a zip."""
    contents, own = dict(grader(lab)), lab.folder / "student_package"
    contents |= {name: (ROOT / name).read_bytes() for name in (*INSTALLING, LICENSE)}
    for path in given(lab):
        contents[path.relative_to(lab.root).as_posix()] = path.read_bytes()
    for path in files_in(own) if own.exists() else ():
        contents[path.relative_to(own).as_posix()] = path.read_bytes()
    stubs = {file: strip(source, file) for file, source in solution_sources(lab).items()}
    contents |= {f"assignment/{file}": stub.encode() for file, stub in stubs.items()}
    contents[f"assignment/{NOTEBOOK}"] = (nbformat.writes(notebook(stubs, lab)) + "\n").encode()
    return write_zip(target, {f"{lab.student_folder}/{name}": content for name, content in contents.items()})


def given(lab: Lab) -> Iterator[Path]:
    """The files that students are given as they are. Raises Lacking for a pattern that nothing is called by."""
    for pattern in lab.given:
        found = sorted(lab.root.glob(pattern))
        if not found:
            raise Lacking(f"the students' package should hold {pattern}, and nothing is called that")
        yield from found
