"""The lab as one notebook: the text of notebook.md, the lab's files as code cells, each with its test cells."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode, v4

from autograder.lab import Lab, Part

# In a lab's folder: markdown as jupytext reads it, where a code block is a code cell and two blank lines part text
# cells.
TEXTS = "notebook.md"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
TEST = '''\
# 测试 · Test: {part}, {points} 分 points
from autograder.platforms.nbgrader.test_cells import check

check({arguments})'''
# The notebook lies in assignment/, the grader beside that folder.
PATH = '''\
import sys

sys.path.append("..")  # autograder 所在的文件夹 where autograder lies
'''


def notebook(sources: Mapping[str, str], lab: Lab, texts: str | None = None, tests: bool = True) -> NotebookNode:
    """The notebook for these sources ("generator.py" -> its text), stripped or finished.

    tests: with a cell for each part that runs its checks, behind the file that it is written in.
    texts: markdown in which a code block that says only `# generator.py` stands for that file.
    The same arguments give the same notebook, byte for byte. KeyError for a file that is missing
    in sources, ValueError for one that has no cell in texts.
    """
    texts = (lab.folder / TEXTS).read_text(encoding="utf-8") if texts is None else texts
    cells = jupytext.reads(texts.replace("<!-- points -->", points_table(lab)), fmt="md").cells
    built = [_cell(number, cell, sources, lab) for number, cell in enumerate(cells, start=1)]
    if tests:
        built = [each for cell in built for each in (cell, *_tests(cell, lab))]
    absent = set(sources) - {f"{cell.id}.py" for cell in built}
    if absent:
        raise ValueError(f"no cell for {', '.join(sorted(absent))}: add a code block "
                         "that says only `# <file name>` to the texts")
    result = v4.new_notebook(cells=built, metadata=KERNEL)
    nbformat.validate(result)
    return result


def check_cell(part: str) -> str:
    """The id of the cell that tests this part."""
    return f"check_{part}"


def parts_of(file: str, lab: Lab) -> Iterator[Part]:
    """The parts that are tested once this file is written; what runs everything, once everything is there."""
    last = next((part.file for part in reversed(lab.parts) if part.file and not part.bonus), lab.files[-1])
    return (part for part in lab.parts if (part.file or last) == file)


def cell_source(part: Part, arguments: str = "", text: str = TEST) -> str:
    """The cell that tests a part. arguments: of check(), after the part's name."""
    points = f"+{part.points}" if part.bonus else part.points
    return text.format(part=part.name, points=points, arguments=f'"{part.name}"{arguments}')


def _tests(cell: NotebookNode, lab: Lab) -> Iterator[NotebookNode]:
    for part in parts_of(f"{cell.id}.py", lab):
        head, _, rest = cell_source(part).partition("\n")
        yield v4.new_code_cell(f"{head}\n{PATH}{rest}", id=check_cell(part.name))


def write(book: NotebookNode, path: Path) -> None:
    """Save the notebook the same way on every system."""
    path.write_text(nbformat.writes(book) + "\n", encoding="utf-8", newline="\n")


def points_table(lab: Lab) -> str:
    """The lab's parts and points as a markdown table."""
    rows = [f"| `{part.name}` | {_what(part)} | {'+' if part.bonus else ''}{part.points} |"
            for part in lab.parts]
    return "\n".join(["| 部分 part | 名称 names | 分数 points |", "|---|---|---|", *rows])


def _what(part: Part) -> str:
    return ", ".join(f"`{name}`" for name in part.names) if part.file else "以上全部 all of these"


def _cell(number: int, cell: NotebookNode, sources: Mapping[str, str], lab: Lab) -> NotebookNode:
    if cell.cell_type == "markdown":
        return v4.new_markdown_cell(cell.source, id=f"text-{number:02}")
    file = cell.source.removeprefix("# ")
    if file not in lab.files:
        return v4.new_code_cell(cell.source, id=f"code-{number:02}")
    source = f"{cell.source}\n{sources[file].rstrip()}"
    return v4.new_code_cell(source, id=file.removesuffix(".py"))
