"""What a notebook's test cells call: a part's checks, on the notebook as it stands.

    from autograder.platforms.nbgrader.test_cells import check
    check("generator")

The definitions are those of the cells that have been run, in their order; they are examined in a
process of their own, like everything that is handed in, so that the kernel only prints. At grading
none of this runs: `filling` fills the cells in.
"""
from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Mapping
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import nbformat
from nbformat import v4

from autograder.batch.warm_grader import WarmGrader
from autograder.grading.verdict import FAILED, PASSED, Verdict
from autograder.i18n.messages import default_language, render, say
from autograder.lab import Lab, Part, load
from autograder.reports.cells import part_text
from autograder.sandbox import WorkerFailure
from autograder.submissions import syntax
from autograder.submissions.notebooks import MAX_CELLS, without_magics
from autograder.submissions.submission import NOTEBOOK, IntakeError, Submission, add_notebook, read_submission

# `nbgrader validate` shows a failed cell's traceback, 83 columns of it, and nothing that was printed.
VALIDATING = ("NBGRADER_EXECUTION", "validate")
TRACEBACK_WIDTH = 80

DEFINED = re.compile(r"^(?:class|def)[ \t]+(\w+)", re.MULTILINE)

_warm_grader = WarmGrader()


class NotPassed(Exception):
    """Some checks of a part did not pass. Its traceback is the checks' words."""

    def _render_traceback_(self) -> list[str]:  # IPython's protocol
        return str(self).split("\n")


def check(part: str, lang: str | None = None, hidden: bool = False) -> float | None:
    """Run a part's checks, print what they say and return the points (None for the bonus).

    hidden: with the inputs of the environment variable AUTOGRADER_SECRET, not the public ones.
    Raises NotPassed instead where the notebook is being validated, ValueError for an unknown part.
    """
    lab = load(os.environ.get("AUTOGRADER_LAB", ""))
    if part not in lab.part:
        raise ValueError(f"no part is called {part!r}; there are {', '.join(lab.part)}")
    language = lang or default_language()
    try:
        verdict = _warm_grader.grade(_submission(_executed(), lab), _secret(hidden), [part])
    except (WorkerFailure, BrokenProcessPool) as failure:
        raise NotPassed(_wrapped(render(say("The grader could not start its workers ({reason}); grade it again.",
                                            reason=str(failure)), language))) from None
    if os.environ.get(VALIDATING[0]) == VALIDATING[1] and _complains(verdict, lab.part[part]):
        raise NotPassed(part_text(verdict, part, language, width=TRACEBACK_WIDTH))
    print(part_text(verdict, part, language, colour=True), end="")
    for note in verdict.notes:
        print(f"! {render(note, language)}")
    return None if lab.part[part].bonus else float(verdict.earned(part))


def _secret(hidden: bool) -> str:
    if not hidden:
        return "public"
    if "AUTOGRADER_SECRET" not in os.environ:
        raise ValueError("hidden checks need the environment variable AUTOGRADER_SECRET")
    return os.environ["AUTOGRADER_SECRET"]


def _complains(verdict: Verdict, part: Part) -> bool:
    """Whether the part fails validation: a bonus that nobody has tried does not."""
    wrong = {FAILED} if part.bonus else {result.outcome for result in verdict.results} - {PASSED}
    return any(result.outcome in wrong for result in verdict.of_part(part.name))


def _executed() -> list[str]:
    """The source of every cell that this kernel has run; the n-th is `In [n]`."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        raise RuntimeError("check() is for notebooks; elsewhere: python -m autograder test")
    return list(shell.history_manager.input_hist_raw[1:])


def _submission(executed: list[str], lab: Lab) -> Submission:
    """The cells as a submission, together with the modules that lie beside the notebook."""
    try:
        submission = read_submission(Path.cwd(), NOTEBOOK, lab)
    except IntakeError:  # nothing beside it, or far too much: then the notebook is alone
        submission = Submission(NOTEBOOK, Path.cwd(), lab)
    submission.cells, submission.notes = {}, []
    sources = current_cells(executed)[-MAX_CELLS:]
    # The template beside the notebook is not what this kernel has run.
    for file in _written(sources, submission.lab.home):
        submission.files.pop(file, None)
    book = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    add_notebook(submission, NOTEBOOK, nbformat.writes(book))
    return submission


def current_cells(executed: Iterable[str]) -> list[str]:
    """The sources, each of them empty that no longer says anything: a cell that is no Python has
    not run, and one whose names have all been bound again since was edited and run anew."""
    since: set[str] = set()
    kept = []
    for source in reversed(list(executed)):
        names = _bound(source)
        outdated = names is None or bool(names) and "*" not in names and names <= since
        kept.append("" if outdated else source)
        since |= names or set()
    return kept[::-1]


def _written(sources: Iterable[str], home: Mapping[str, str]) -> set[str]:
    """The files of the names that the cells define, stubs too."""
    return {home[name] for source in sources for name in DEFINED.findall(source) if name in home}


def _bound(source: str) -> set[str] | None:
    """The names that a cell binds at its top level, stubs aside; None where it is not Python."""
    try:
        tree = syntax.parse(without_magics(source)[0], "cell")
    except SyntaxError:
        return None
    return {name for node in tree.body if not syntax.is_stub(node) for name in syntax.bound_names(node)}


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, TRACEBACK_WIDTH))
