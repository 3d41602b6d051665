"""A step of `nbgrader generate_assignment`: solutions become the lab's own stubs, which say what to do there."""
from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.release.marks import regions, strip


class LeaveStubs(ClearSolutions):
    """Clears solutions like nbgrader does, but a code cell's marks name their holes (release/marks.py)."""

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        name = f"cell {cell.get('id')}"
        if cell.cell_type != "code" or not regions(cell.source, name):
            return super()._replace_solution_region(cell, language)
        cell.source = strip(cell.source, name).rstrip("\n")
        return True
