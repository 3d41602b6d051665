"""What a saved file can have changed: the parts that are to be judged again."""
from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from autograder.lab import Lab
from autograder.submissions import syntax
from autograder.submissions.submission import Submission


def touched(before: Submission, after: Submission) -> set[str]:
    """The parts, by name, that may be judged otherwise now.

    Of a changed text those that the changed names belong to, or use them; of the files that import a changed one
    all. What is no definition (an import, a constant that everything may use, data) touches more than needed and
    never less.
    """
    lab = after.lab
    if before.data != after.data or before.weights != after.weights:
        return set(lab.part)
    old, new = dict(before.code), dict(after.code)
    names: set[str] = set()
    for label in (label for label in {*old, *new} if old.get(label) != new.get(label)):
        found = _changed_names(old.get(label, ""), new.get(label, ""), label)
        if found is None or label not in lab.files and not found <= set(lab.canonical_file):
            return set(lab.part)  # a helper of everybody's, as far as the text tells
        own = [text for other, text in new.items() if _file(other) == _file(label)]
        names |= _users(own, found) | _of_files(lab, _importers(new, _module(label)))
    return {part.name for part in lab.parts if set(part.names) & names}


def broken(submission: Submission) -> list[tuple[str, int, str]]:
    """(label, line, what is wrong) of each text that is no Python, as it is while somebody writes."""
    found = []
    for label, text in submission.code:
        try:
            syntax.parse(text, label)
        except SyntaxError as error:
            found.append((label, error.lineno or 1, error.msg))
    return found


def _changed_names(old: str, new: str, label: str) -> set[str] | None:
    """The names whose top-level statements differ, those of the whole text where a statement without a name does.

    None where one text is no Python, or its statements stand in another order.
    """
    try:
        before, after = (_statements(text, label) for text in (old, new))
    except SyntaxError:
        return None
    differing = set(before.items()) ^ set(after.items())
    if not differing and [*before] != [*after]:
        return None
    names = [bound for _, bound in differing]
    return set().union(*names, *(after.values() if frozenset() in names else ()))


def _statements(text: str, label: str) -> dict[str, frozenset[str]]:
    """Each statement without comments and layout, docstrings aside -> the names that it binds."""
    return {ast.unparse(node): frozenset(syntax.bound_names(node)) for node in syntax.parse(text, label).body
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))}


def _users(texts: Iterable[str], names: set[str]) -> set[str]:
    """These names, and those of definitions that use one of them, at whatever remove."""
    uses = [(syntax.bound_names(node), syntax.used_names(node)) for text in texts for node in _body(text)
            if isinstance(node, syntax.DEFINITIONS)]
    reached = set(names)
    while more := {name for bound, used in uses if used & reached for name in bound} - reached:
        reached |= more
    return reached


def _importers(texts: dict[str, str], module: str) -> set[str]:
    """The files that import this module, at whatever remove."""
    imported = {label: set(_imported(text)) for label, text in texts.items()}
    reached = {module}
    while more := {_module(label) for label, found in imported.items() if found & reached} - reached:
        reached |= more
    return {label for label in texts if _module(label) in reached - {module}}


def _imported(text: str) -> Iterator[str]:
    for node in (node for statement in _body(text) for node in ast.walk(statement)):
        if isinstance(node, ast.Import):
            yield from (alias.name.rpartition(".")[2] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").rpartition(".")[2]
            yield from (alias.name for alias in node.names)


def _body(text: str) -> list[ast.stmt]:
    """None of a text that is no Python: it defines nothing now."""
    try:
        return syntax.parse(text, "").body
    except SyntaxError:
        return []


def _file(label: str) -> str:
    """The file of a text; a notebook's cells have one."""
    return label.split(" [cell ")[0]


def _module(label: str) -> str:
    """The name that another file imports this one by."""
    return label.rpartition("/")[2].removesuffix(".py")


def _of_files(lab: Lab, files: set[str]) -> set[str]:
    return {name for name, file in lab.canonical_file.items() if file in files}
