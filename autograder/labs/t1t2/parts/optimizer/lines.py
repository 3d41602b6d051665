"""Where in make_optimizers a failed check should be looked for."""
from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.submissions.syntax import calls


def optimizer_call(node: ast.AST) -> Iterator[int]:
    """The line of the optimizer's call, where there is a single one."""
    lines = {call.lineno for call in calls(node, "Adam", "AdamW", "SGD", "RMSprop", "Adagrad", "NAdam", "Adamax")}
    yield from lines if len(lines) == 1 else ()
