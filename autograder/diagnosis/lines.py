"""The line of the student's file that a failed check is about, as far as the text tells."""
from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.grading.verdict import CheckResult
from autograder.lab import Part
from autograder.submissions import syntax
from autograder.submissions.submission import Submission


def find_line(result: CheckResult, submission: Submission) -> str | None:
    """"file:line" of the statement that the check is about, else of the definition it is about."""
    part = submission.lab.part_of(result.check)
    claim = result.check.partition(".")[2]
    said = set(map(str, result.observed.values.values())) if result.observed else set()
    names = [name for name in part.names if name in said] or part.names
    name = part.subjects.get(claim) or (names[0] if len(names) == 1 else None)
    found = _definition(name, submission) if name else None
    if found is None:
        return None
    label, node = found
    lines = [*(statement.lineno for statement in _uncalled(node)),
             *part.lines.get(claim, lambda node: ())(node), node.lineno]
    return f"{label}:{lines[0]}"


def _definition(name: str, submission: Submission) -> tuple[str, ast.stmt] | None:
    """The definition of this name in its canonical file, else the only one in any file."""
    found = []
    for label, text in submission.code:
        node = syntax.last_definition(_statements(label, text), name)
        if isinstance(node, syntax.DEFINITIONS) and not syntax.is_stub(node):
            found.append((label, node))
    canonical = [pair for pair in found if pair[0] == submission.lab.canonical_file[name]]
    return canonical[0] if canonical else found[0] if len(found) == 1 else None


def _statements(label: str, text: str) -> list[ast.stmt]:
    """None of a text that is no Python."""
    try:
        return syntax.parse(text, label).body
    except SyntaxError:
        return []


def words_of(part: Part, submission: Submission) -> set[str]:
    """The names and numbers in each of a part's definitions: they order mistakes that look alike when run."""
    found = {name: _definition(name, submission) for name in part.names}
    return {f"{name}: {word}" for name, pair in found.items() if pair
            for node in _with_helpers(*pair, submission) for word in words(node)}


def _with_helpers(label: str, node: ast.stmt, submission: Submission) -> Iterator[ast.stmt]:
    """A definition and the helpers of its file that it uses; other graded names stand for themselves."""
    file = label.split(" [cell ")[0]
    statements = [node for chunk, text in submission.code if chunk.split(" [cell ")[0] == file
                  for node in _statements(chunk, text)]
    waiting, met = [node], {name for part in submission.lab.parts for name in part.names}
    while waiting:
        node = waiting.pop()
        yield node
        for name in sorted(syntax.used_names(node) - met):
            met.add(name)
            helper = syntax.last_definition(statements, name)
            if isinstance(helper, (*syntax.DEFINITIONS, ast.Assign)):
                waiting.append(helper)


def words(tree: ast.AST) -> set[str]:
    """What a piece of code uses: attributes, called names, keywords and constants, by their usual names.

    Names that an author chose for variables say nothing of the mistake, nor does a layer that is never used, or a
    method that is named and not called.
    """
    found: set[str] = set()
    idle: set[ast.AST] = {*_idle(tree), *_uncalled(tree)}
    for node in _walk(tree, idle):
        called = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
        chosen = isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"
        values = [called, None if chosen else getattr(node, "attr", None),
                  node.arg if isinstance(node, ast.keyword) else None]
        found |= {value.lower() for value in values if isinstance(value, str)}
        if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
            found.add(repr(node.value))
        found |= {word for kind, word in SYNTAX.items() if isinstance(node, kind)}
    return {SYNONYMS.get(word, word) for word in found}


def _idle(tree: ast.AST) -> Iterator[ast.Assign]:
    """The statements `self.name = ...` of classes that never look at self.name, nor through all of their members."""
    for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        own = {node for node in ast.walk(kind)
               if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"}
        looked_at = {node.attr for node in own if isinstance(node.ctx, ast.Load)}
        if not (looked_at & ALL_MEMBERS or "getattr" in syntax.used_names(kind)):
            yield from (node for node in ast.walk(kind) if isinstance(node, ast.Assign) and len(node.targets) == 1
                        and node.targets[0] in own and node.targets[0].attr not in looked_at)


def _uncalled(tree: ast.AST) -> Iterator[ast.Expr]:
    """Statements such as `loss.backward`, to which the brackets are missing."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute))


def _walk(tree: ast.AST, without: set[ast.AST]) -> Iterator[ast.AST]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node not in without:
            yield node
            waiting += ast.iter_child_nodes(node)


ALL_MEMBERS = {"children", "modules", "_modules", "named_children", "__dict__"}
# Syntax that says what a name would.
SYNTAX = {ast.Set: "set", ast.SetComp: "set", ast.If: "if", ast.IfExp: "if"}
# Names of one thing in torch, numpy and Pillow, by the one that the solution or a misconception uses.
SYNONYMS = {
    "clip": "clamp", "clamp_": "clamp", "clip_": "clamp", "concat": "cat", "concatenate": "cat", "sort": "sorted",
    "natsorted": "sorted", "glob": "listdir", "scandir": "listdir", "iterdir": "listdir", "grayscale": "convert",
    "bceloss": "binary_cross_entropy", "bcewithlogitsloss": "binary_cross_entropy_with_logits",
    "l1loss": "l1_loss", "mseloss": "mse_loss", "interpolate": "upsample", "randn_like": "randn", "tanh_": "tanh",
    "sigmoid_": "sigmoid", "relu_": "relu", "inference_mode": "no_grad", "set_grad_enabled": "no_grad"}
