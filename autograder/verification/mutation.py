"""Mutation testing: the solution with one thing changed, graded on the part that the change is in.

    python -m autograder.verification.mutation                    every mutant; exit 1 where one survives unexplained
    python -m autograder.verification.mutation --part loss        those of one part
    python -m autograder.verification.mutation --sample 40        every n-th, that many in all

Hand-written misconceptions are what people get wrong; mutants are what can be wrong. One that keeps
all points either is right by the contract, for a reason written down in fixtures/mutants.json, or
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
from pathlib import Path
from typing import Any

import click

from autograder.batch import grader
from autograder.diagnosis import grade
from autograder.grading.verdict import PASSED
from autograder.submissions.submission import read_submission
from autograder.verification.fingerprints import LAB

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = ROOT / "solution"
EXPLAINED = ROOT / "fixtures" / "mutants.json"
OPERATORS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div], ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Mult], ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Lt: [ast.GtE],
    ast.Gt: [ast.LtE], ast.In: [ast.NotIn], ast.And: [ast.Or], ast.Or: [ast.And]}
# Names that stand beside each other in the contract, and are taken for each other.
TWINS = {"t1": "t2", "t2": "t1", "fake_t2": "t2", "pred_real": "pred_fake", "pred_fake": "pred_real", "G": "D",
         "D": "G", "optimizer_G": "optimizer_D", "optimizer_D": "optimizer_G", "loss_G": "loss_D",
         "loss_D": "loss_G", "loss_real": "loss_fake", "loss_fake": "loss_real", "t1_dir": "t2_dir",
         "t2_dir": "t1_dir", "x1": "x2", "x2": "x1", "ones_like": "zeros_like", "zeros_like": "ones_like",
         "adversarial": "l1", "l1": "adversarial", "train": "eval", "eval": "train", "min": "max",
         "t1_names": "t2_names", "t2_names": "t1_names", "l1_loss": "mse_loss"}


@dataclass(frozen=True)
class Mutant:
    """One changed copy of a solution file. name: stable from run to run, says what was changed."""

    name: str
    file: str
    parts: tuple[str, ...]
    source: str


def mutants() -> list[Mutant]:
    """Every mutant of every solution file, in the order of the text."""
    return [mutant for file in LAB.files for mutant in _mutants_of(file)]


def _mutants_of(file: str) -> Iterator[Mutant]:
    text = (SOLUTION / file).read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.splitlines()
    taken: Counter[str] = Counter()
    for top in filter(lambda top: not _is_docstring(top), tree.body):
        parts = _parts(file, top)
        for path, node in _walk(top, ()):
            line = lines[getattr(node, "lineno", top.lineno) - 1].split("#")[0].strip()
            for change, replacement in _changes(node):
                mutated = copy.deepcopy(tree)
                _replace(mutated.body[tree.body.index(top)], path, replacement, mutated)
                name = f"{file} {getattr(top, 'name', 'top')}: {change} in `{line}`"
                taken[name] += 1
                source = ast.unparse(ast.fix_missing_locations(mutated))
                yield Mutant(name + (f" ({taken[name]})" if taken[name] > 1 else ""), file, parts, source)


def _parts(file: str, top: ast.stmt) -> tuple[str, ...]:
    """The parts that a top-level statement belongs to: its own, or all of its file's."""
    name = getattr(top, "name", None)
    of_file = [part for part in LAB.parts if part.file == file]
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


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | list | None]]:
    """(what is changed, what comes in the node's place) for every way to change this node."""
    for kind in (_operator, _constant, _twin, _call, _statement):
        yield from kind(node)


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


def _twin(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in TWINS:
        yield f"{node.id} to {TWINS[node.id]}", _with(node, id=TWINS[node.id])
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in TWINS:
        yield f".{node.attr} to .{TWINS[node.attr]}", _with(node, attr=TWINS[node.attr])


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


def kill(mutant: Mutant) -> list[str]:
    """The checks that a mutant loses on its own parts."""
    with tempfile.TemporaryDirectory() as folder:
        for file in LAB.files:
            shutil.copy(SOLUTION / file, folder)
        (Path(folder) / mutant.file).write_text(mutant.source, encoding="utf-8")
        verdict = grade(read_submission(Path(folder)), grader.workers(), parts=mutant.parts,
                        explainer=lambda *given: None)
    return [result.check for result in verdict.results if result.outcome != PASSED]


def explanation(mutant: Mutant) -> str | None:
    """Why a mutant is right by the contract, where that is written down (by name or by pattern)."""
    patterns = json.loads(EXPLAINED.read_text(encoding="utf-8")) if EXPLAINED.exists() else {}
    return next((reason for pattern, reason in patterns.items() if re.fullmatch(pattern, mutant.name)), None)


@click.command()
@click.option("--part", "parts", multiple=True, type=click.Choice(list(LAB.part)))
@click.option("--sample", type=click.IntRange(1), default=None, help="Take this many, evenly spread.")
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(parts: tuple[str, ...], sample: int | None, jobs: int | None) -> None:
    """Mutation score of the checks."""
    chosen = [mutant for mutant in mutants() if not parts or set(parts) & set(mutant.parts)]
    chosen = chosen[::max(1, len(chosen) // sample)] if sample else chosen
    with grader.pool(jobs or os.cpu_count() or 1, "auto") as pool:
        lost = dict(zip(chosen, pool.map(kill, chosen)))
    survivors = [mutant for mutant, checks in lost.items() if not checks]
    unexplained = [mutant for mutant in survivors if explanation(mutant) is None]
    for mutant in survivors:
        print(f"survives: {mutant.name}: {explanation(mutant) or '?'}")
    judged = len(chosen) - (len(survivors) - len(unexplained))
    print(f"{len(chosen)} mutants, {len(chosen) - judged} right by the contract; "
          f"killed {judged - len(unexplained)} of {judged} others "
          f"({100 * (judged - len(unexplained)) / max(judged, 1):.1f} %)")
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
