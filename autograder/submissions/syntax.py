"""Syntax of submitted source, read before any of it runs."""
from __future__ import annotations

import ast
from collections.abc import Container, Iterable, Iterator
from typing import TypeGuard

SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.If, ast.Try, ast.With)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


def parse(source: str, filename: str) -> ast.Module:
    """The syntax tree. Raises SyntaxError for anything that is not Python, however odd."""
    try:
        return ast.parse(source, filename)
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, absurd nesting
        raise SyntaxError(str(error) or type(error).__name__, (filename, 1, 0, "")) from error


def bound_names(node: ast.stmt) -> set[str]:
    """Names that this top-level statement binds ("*" for a star import)."""
    if isinstance(node, DEFINITIONS):
        return {node.name}
    if isinstance(node, IMPORTS):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {name.id for name in ast.walk(node)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}


def used_names(node: ast.AST) -> set[str]:
    """Names that this statement reads anywhere inside."""
    return {name.id for name in ast.walk(node)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)}


def last_definition(statements: Iterable[ast.stmt], name: str) -> ast.stmt | None:
    """The last top-level statement that binds name, or a star import that might.

    An untouched stub counts only where nothing else does: it is the template, not a newer edition.
    """
    found = None
    for node in statements:
        if bound_names(node) & {name, "*"} and (found is None or is_stub(found) or not is_stub(node)):
            found = node
    return found


def stubs_below(statements: Iterable[ast.stmt], names: Container[str]) -> list[ast.stmt]:
    """The untouched stubs of these names that stand below something that defines the name already."""
    written: set[str] = set()
    found: list[ast.stmt] = []
    for node in statements:
        if is_stub(node) and node.name in names:
            found += [node] if node.name in written else []
        else:
            written |= bound_names(node)
    return found


def is_stub(node: ast.stmt | None) -> TypeGuard[ast.ClassDef | ast.FunctionDef]:
    """True for a def or class of the skeleton that nobody has touched yet, or a function with nothing in it."""
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        return bool(methods) and all(map(_untouched, methods)) and any(map(_raises_hole, methods))
    return isinstance(node, ast.FunctionDef) and (_untouched(node) and _raises_hole(node) or _is_empty(node))


def definitions(statements: list[ast.stmt]) -> list[ast.stmt]:
    """A notebook's definitions and what they need, without its loose code (training, plots).

    Kept: imports, functions, classes, assignments to their attributes, and those plain
    assignments whose names the kept code reads.
    """
    kept: set[ast.stmt] = {node for node in statements if isinstance(node, DEFINITIONS + IMPORTS)}
    classes = {node.name for node in statements if isinstance(node, DEFINITIONS)}
    kept |= {node for node in statements if _patches(node, classes)}
    binding: dict[str, list[ast.stmt]] = {}
    for node in statements:
        for name in bound_names(node) if isinstance(node, SIMPLE) else ():
            binding.setdefault(name, []).append(node)
    pending = list(kept)
    while pending:  # each statement and each name once, however long the chain of assignments
        for name in used_names(pending.pop()):
            more = [node for node in binding.pop(name, ()) if node not in kept]
            kept.update(more)
            pending += more
    return [node for node in statements if node in kept]


def _patches(node: ast.stmt, classes: set[str]) -> bool:
    """`Generator.forward = forward` or `setattr(Generator, ...)`: part of a definition."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)
                   and target.value.id in classes for target in node.targets)
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name) and node.value.func.id == "setattr"
            and bool(used_names(node) & classes))


def _untouched(function: ast.FunctionDef) -> bool:
    return all(_is_docstring(node) or _is_super_init(node) or _is_hole(node)
               for node in function.body)


def _raises_hole(function: ast.FunctionDef) -> bool:
    return any(map(_is_hole, function.body))


def _is_empty(function: ast.FunctionDef) -> bool:
    """`pass`, `...`, `return None` or a docstring alone; a decorator may put something in its place."""
    return not function.decorator_list and all(_does_nothing(node) for node in function.body)


def _does_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Return):
        return node.value is None or isinstance(node.value, ast.Constant) and node.value.value is None
    return isinstance(node, ast.Pass) or _is_docstring(node)


def _is_hole(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_super_init(node: ast.stmt) -> bool:
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "__init__")


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of a function or method of one of these names, in the order of the text."""
    found = [call for call in ast.walk(node) if isinstance(call, ast.Call)
             and getattr(call.func, "attr", getattr(call.func, "id", "")) in names]
    yield from sorted(found, key=lambda call: (call.lineno, call.col_offset))
