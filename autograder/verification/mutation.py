"""Mutation testing: the solution with one thing changed, graded on the part that the change is in.

    python -m autograder.verification.mutation                    every mutant; exit 1 where one survives unexplained
    python -m autograder.verification.mutation --part loss        those of one part
    python -m autograder.verification.mutation --sample 40        every n-th, that many in all

Hand-written misconceptions are what people get wrong; mutants are what can be wrong. One that keeps
all points either is right by the contract, for a reason written down in the lab's fixtures/mutants.json, or
shows what the checks miss.
"""
from __future__ import annotations

import ast
import copy
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from autograder.batch import grader
from autograder.diagnosis import grade
from autograder.grading.verdict import PASSED
from autograder.lab import Lab
from autograder.submissions.submission import read_submission
from autograder.verification.options import LAB, PART

OPERATORS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div], ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Mult], ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Lt: [ast.GtE],
    ast.Gt: [ast.LtE], ast.In: [ast.NotIn], ast.And: [ast.Or], ast.Or: [ast.And]}
# Names that are taken for each other. A lab's own, which stand beside each other in its contract, are in its fixtures.
TWINS = {"x1": "x2", "x2": "x1", "ones_like": "zeros_like", "zeros_like": "ones_like", "train": "eval",
         "eval": "train", "min": "max", "l1_loss": "mse_loss"}
OWN_TWINS, EXPLAINED = "twins.json", "mutants.json"  # in a lab's fixtures


@dataclass(frozen=True)
class Mutant:
    """One changed copy of a solution file. name: stable from run to run, says what was changed."""

    name: str
    file: str
    parts: tuple[str, ...]
    source: str


def mutants(lab: Lab) -> list[Mutant]:
    """Every mutant of every solution file, in the order of the text."""
    twins = {**TWINS, **_stored(lab, OWN_TWINS)}
    return [mutant for file in lab.files for mutant in _mutants_of(lab, file, twins)]


def _stored(lab: Lab, name: str) -> dict[str, str]:
    path = lab.fixtures / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _mutants_of(lab: Lab, file: str, twins: dict[str, str]) -> Iterator[Mutant]:
    text = (lab.solution / file).read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.splitlines()
    taken: Counter[str] = Counter()
    for top in filter(lambda top: not _is_docstring(top), tree.body):
        parts = _parts(lab, file, top)
        for path, node in _walk(top, ()):
            line = lines[getattr(node, "lineno", top.lineno) - 1].split("#")[0].strip()
            for change, replacement in _changes(node, twins):
                mutated = copy.deepcopy(tree)
                _replace(mutated.body[tree.body.index(top)], path, replacement, mutated)
                name = f"{file} {getattr(top, 'name', 'top')}: {change} in `{line}`"
                taken[name] += 1
                source = ast.unparse(ast.fix_missing_locations(mutated))
                yield Mutant(name + (f" ({taken[name]})" if taken[name] > 1 else ""), file, parts, source)


def _parts(lab: Lab, file: str, top: ast.stmt) -> tuple[str, ...]:
    """The parts that a top-level statement belongs to: its own, or all of its file's."""
    name = getattr(top, "name", None)
    of_file = [part for part in lab.parts if part.file == file]
    return tuple(part.name for part in of_file if name in part.names) or tuple(part.name for part in of_file)


Path_ = tuple[tuple[str, int | None], ...]


def _walk(node: ast.AST, path: Path_) -> Iterator[tuple[Path_, ast.AST]]:
    """Every node below a statement with the way to it, docstrings left out."""
    yield path, node
    for field, value in ast.iter_fields(node):
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield from _walk(child, (*path, (field, place)))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _replace(root: ast.AST, path: Path_, replacement: ast.AST | list | None, module: ast.Module) -> None:
    """Put replacement (a node, a list of statements, or None for nothing) where path leads."""
    if not path:
        return
    for field, place in path[:-1]:
        root = getattr(root, field) if place is None else getattr(root, field)[place]
    field, place = path[-1]
    if place is None:
        setattr(root, field, replacement)
        return
    values = getattr(root, field)
    values[place:place + 1] = replacement if isinstance(replacement, list) else (
        [replacement] if replacement is not None else [])
    if not values and field == "body":
        values.append(ast.Pass())


def _changes(node: ast.AST, twins: dict[str, str]) -> Iterator[tuple[str, ast.AST | list | None]]:
    """(what is changed, what comes in the node's place) for every way to change this node."""
    yield from _operator(node)
    yield from _constant(node)
    yield from _twin(node, twins)
    yield from _call(node)
    yield from _statement(node)


def _operator(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, (ast.BinOp, ast.BoolOp)):
        for other in OPERATORS.get(type(node.op), []):
            yield f"{type(node.op).__name__} to {other.__name__}", _with(node, op=other())
    if isinstance(node, ast.BinOp):
        yield "left alone", node.left
        yield "right alone", node.right
    if isinstance(node, ast.Compare):
        for other in OPERATORS.get(type(node.ops[0]), []):
            yield f"{type(node.ops[0]).__name__} to {other.__name__}", _with(node, ops=[other()])
    if isinstance(node, ast.UnaryOp):
        yield "without sign", node.operand


def _constant(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Constant) or isinstance(node.value, (bytes, type(None))):
        return
    value, others = node.value, list[Any]()
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, (int, float)):
        others = [value + 1, value * 2 if value else -1, *([0] if value else [])]
    elif isinstance(value, str) and value:
        others = [value + "x", ""]
    for other in others:
        yield f"{value!r} to {other!r}", ast.Constant(other)


def _twin(node: ast.AST, twins: dict[str, str]) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in twins:
        yield f"{node.id} to {twins[node.id]}", _with(node, id=twins[node.id])
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in twins:
        yield f".{node.attr} to .{twins[node.attr]}", _with(node, attr=twins[node.attr])


def _call(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Call):
        return
    for place in range(len(node.args)):
        yield f"argument {place} left out", _with(node, args=node.args[:place] + node.args[place + 1:])
    for place, keyword in enumerate(node.keywords):
        yield f"{keyword.arg} left out", _with(node, keywords=node.keywords[:place] + node.keywords[place + 1:])
    for place in range(len(node.args) - 1):
        args = list(node.args)
        args[place:place + 2] = args[place + 1], args[place]
        yield f"arguments {place} and {place + 1} swapped", _with(node, args=args)
    if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Name | ast.Attribute):
        yield "call undone", node.func.value
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and not node.args:
        yield "call undone", node.func.value
    if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        yield "argument for call", node.args[0]


def _statement(node: ast.AST) -> Iterator[tuple[str, ast.AST | list | None]]:
    if isinstance(node, (ast.Expr, ast.AugAssign)):
        yield "dropped", None
    if isinstance(node, ast.With):
        yield "block alone", node.body
    if isinstance(node, ast.If):
        yield "condition negated", _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.Return) and node.value is not None:
        yield "nothing returned", ast.Return(None)
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "filter left out", _with(node, ifs=[])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def kill(lab: Lab, mutant: Mutant) -> list[str]:
    """The checks that a mutant loses on its own parts."""
    with tempfile.TemporaryDirectory() as folder:
        for file in lab.files:
            shutil.copy(lab.solution / file, folder)
        (Path(folder) / mutant.file).write_text(mutant.source, encoding="utf-8")
        verdict = grade(read_submission(Path(folder), lab=lab), grader.workers(), parts=mutant.parts,
                        explainer=lambda *given: None)
    return [result.check for result in verdict.results if result.outcome != PASSED]


def explanation(lab: Lab, mutant: Mutant) -> str | None:
    """Why a mutant is right by the contract, where that is written down (by name or by pattern)."""
    return next((reason for pattern, reason in _stored(lab, EXPLAINED).items()
                 if re.fullmatch(pattern, mutant.name)), None)


@click.command()
@PART
@click.option("--sample", type=click.IntRange(1), default=None, help="Take this many, evenly spread.")
@click.option("--jobs", type=click.IntRange(1), default=None)
@LAB
def main(parts: tuple[str, ...], sample: int | None, jobs: int | None, lab: Lab) -> None:
    """Mutation score of the checks."""
    chosen = [mutant for mutant in mutants(lab) if not parts or set(parts) & set(mutant.parts)]
    chosen = chosen[::max(1, len(chosen) // sample)] if sample else chosen
    with grader.pool(jobs or os.cpu_count() or 1, "auto", lab=lab.reference) as pool:
        lost = dict(zip(chosen, pool.map(partial(kill, lab), chosen)))
    survivors = [mutant for mutant, checks in lost.items() if not checks]
    unexplained = [mutant for mutant in survivors if explanation(lab, mutant) is None]
    for mutant in survivors:
        print(f"survives: {mutant.name}: {explanation(lab, mutant) or '?'}")
    judged = len(chosen) - (len(survivors) - len(unexplained))
    print(f"{len(chosen)} mutants, {len(chosen) - judged} right by the contract; "
          f"killed {judged - len(unexplained)} of {judged} others "
          f"({100 * (judged - len(unexplained)) / max(judged, 1):.1f} %)")
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
