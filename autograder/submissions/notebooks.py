"""A notebook's code cells as plain Python."""
from __future__ import annotations

import json
import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from autograder.i18n.messages import Message, render, say
from autograder.submissions import syntax

MAX_CELLS = 2000
# A nested list costs the parser thirty times its text: this many keep it under 100 MB.
MAX_BRACKETS = 500_000
# IPython reads a cell again for each magic in it: characters times magics, over a whole notebook.
MAX_WORK = 4 * 2**20
MAGIC = re.compile(r"^[ \t]*[%!?]|[?!][ \t]*$|=[ \t]*[%!]", re.MULTILINE)
HARMLESS_CELL_MAGIC = re.compile(r"%%(time|timeit|capture)\b")
# IPython runs these without their % where they are all that a cell says.
BARE_COMMAND = re.compile(r"\s*(pip3?|conda|mamba|uv|cd|ls|pwd|cat|mkdir|rm|rmdir|cp|mv|time|who|whos|matplotlib)\b"
                          r"[ \t]*[^\n]*\s*")
COMMAND_LINE = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)


class NotANotebook(Exception):
    """The text is no notebook, or one that nobody has written by hand. `reason` completes "can't be read: it …"."""

    def __init__(self, reason: Message) -> None:
        super().__init__(render(reason))
        self.reason = reason


@dataclass(frozen=True)
class CodeCell:
    """A cell that counts as code. turned: it was turned into text."""

    source: str
    turned: bool = False


def code_cells(text: str, names: Collection[str]) -> list[CodeCell]:
    """The code cells, and the text cells that were code. Raises NotANotebook for anything else, however odd.

    names: those that the lab asks for.

    A cell that Jupyter has turned into text (a key does it) counts where no code cell defines its names.
    """
    found = [(kind, source) for kind, source, _ in cells(text)]
    written = set().union(*(_written(source, names) for kind, source in found if kind == "code"))
    kept = []
    for kind, source in found:
        own = set() if kind == "code" else _written(source, names)
        if kind == "code" or own and not own & written:
            kept.append(CodeCell(source, kind != "code"))
    return kept


def _written(source: str, names: Collection[str]) -> set[str]:
    """The lab's names that a text defines as Python, stubs aside."""
    if not any(name in source for name in names):
        return set()
    try:
        body = syntax.parse(COMMAND_LINE.sub("", source), "cell").body
    except SyntaxError:
        return set()
    return {node.name for node in body
            if isinstance(node, syntax.DEFINITIONS) and node.name in names and not syntax.is_stub(node)}


def cells(text: str, pictures: bool = False) -> list[tuple[str, str, dict[str, Any]]]:
    """(kind, source, cell) of each cell, without outputs. Raises NotANotebook, like code_cells.

    pictures: with attachments, which take room. The cell itself may hold anything.
    """
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise NotANotebook(say("it holds too many lists"))
    if not text.strip():
        raise NotANotebook(say("it is empty"))
    try:
        notebook = _slim(json.loads(text), pictures)
        found = notebook["cells"] if notebook.get("nbformat") == 4 else _modern_cells(notebook)
        return [(str(cell["cell_type"]), _joined(cell["source"]), dict(cell)) for cell in found]
    except Exception as error:  # json and nbformat raise many kinds; the file is a stranger's
        raise NotANotebook(_reason(error)) from error


def _reason(error: Exception) -> Message:
    if isinstance(error, json.JSONDecodeError):
        return say("it is no JSON from line {line} on: cut short, perhaps, or edited by hand", line=error.lineno)
    return say("it has no cells as Jupyter writes them")


def _modern_cells(notebook: dict) -> list[dict]:
    """The cells of a notebook of an older format as those of format 4."""
    import nbformat  # takes longer to import than all of the grader, and hardly any notebook is that old

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of ids that are there twice: nobody looks for them here
        return nbformat.reads(json.dumps(notebook), as_version=4).cells


def _joined(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _slim(notebook: Any, pictures: bool) -> Any:
    """The notebook without outputs and, mostly, attachments, and with no more cells than are read."""
    sheets = [notebook, *notebook.get("worksheets", [])]  # the second is where format 3 had them
    for sheet in sheets:
        if "cells" in sheet:
            sheet["cells"] = sheet["cells"][:2 * MAX_CELLS]
        for cell in sheet.get("cells", []):
            if not pictures:
                cell.pop("attachments", None)
            if "outputs" in cell:
                cell["outputs"] = []
    return notebook


def without_magics(source: str, spent: int = 0) -> tuple[str, int]:
    """(plain Python, work): cell magics other than timing drop the cell, line magics become nothing.

    spent: the work that the notebook's other cells have cost; a cell that would go beyond MAX_WORK
    is left as it is.
    """
    lines = source.lstrip().split("\n")
    timing = 0
    while timing < len(lines) and (not lines[timing].strip() or HARMLESS_CELL_MAGIC.match(lines[timing].lstrip())):
        timing += 1
    if timing < len(lines) and lines[timing].lstrip().startswith("%%"):
        return "", 0
    if timing:
        source = "\n".join(lines[timing:])
    if BARE_COMMAND.fullmatch(source) and _is_no_python(source):
        return "", 0
    magics = sum(1 for _ in MAGIC.finditer(source))
    cost = len(source) * magics
    if not magics or spent + cost > MAX_WORK:
        return source, 0
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return TransformerManager().transform_cell(source), cost
    except Exception:  # whatever IPython makes of it: the worker reports the error where it stands
        return source, cost


def _is_no_python(source: str) -> bool:
    try:
        syntax.parse(source, "cell")
    except SyntaxError:
        return True
    return False
