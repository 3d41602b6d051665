"""Where in a PairedMedicalDataset a failed check should be looked for."""
from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.submissions.syntax import calls


def reading(node: ast.AST) -> Iterator[int]:
    """The line that lists a folder."""
    yield from (call.lineno for call in calls(node, "listdir", "glob", "iterdir", "scandir", "walk", "rglob"))


def normalising(node: ast.AST) -> Iterator[int]:
    """The line that scales grey levels."""
    yield from (call.lineno for call in calls(node, "Normalize"))
