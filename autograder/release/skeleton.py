"""The student's skeleton, made from the solution: five stubs and the same as a notebook.

`python -m autograder.release.skeleton` writes assignment/ anew from solution/.
"""
from __future__ import annotations

from pathlib import Path

from autograder.labs.t1t2.rubric import CANONICAL_FILE, FILES
from autograder.release.contents import ROOT
from autograder.release.leaks import leaks
from autograder.release.marks import MarkError, finished, require_marks, strip
from autograder.release.notebook import notebook, write
from autograder.submissions.submission import NOTEBOOK

__all__ = ["ROOT", "MarkError", "finished", "leaks", "notebook", "release", "solution_sources", "strip"]



def solution_sources(solution_dir: Path) -> dict[str, str]:
    """The finished files with their marks: "generator.py" -> its text. Raises MarkError where a mark is wrong, or
    where one of the names that students write has none."""
    folder = Path(solution_dir)
    sources = {file: (folder / file).read_text(encoding="utf-8") for file in FILES}
    for file, source in sources.items():
        require_marks(source, f"{folder.name}/{file}", (name for name, home in CANONICAL_FILE.items() if home == file))
    return sources


def release(solution_dir: Path, assignment_dir: Path) -> list[Path]:
    """Write the stubs and the notebook, and nothing else, to assignment_dir; the paths written.

    Everything is made before anything is written: a wrong mark leaves the folder as it was.
    """
    stubs = {file: strip(source, f"{Path(solution_dir).name}/{file}")
             for file, source in solution_sources(solution_dir).items()}
    book = notebook(stubs)
    folder = Path(assignment_dir)
    folder.mkdir(parents=True, exist_ok=True)
    for file, stub in stubs.items():
        (folder / file).write_text(stub, encoding="utf-8", newline="\n")
    write(book, folder / NOTEBOOK)
    return [folder / name for name in (*stubs, NOTEBOOK)]


if __name__ == "__main__":
    for path in release(ROOT / "solution", ROOT / "assignment"):
        print(path.relative_to(ROOT))
