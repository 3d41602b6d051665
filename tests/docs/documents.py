"""What the tests of documents share: the commands and the paths that a document names."""
from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import click

from autograder.commands import main
from autograder.commands.shared import PartName

ROOT = Path(__file__).resolve().parents[2]
# `make check ARGS=...` hands its variables down to every make below it; a reader's make has none.
OUTER = {name: value for name, value in os.environ.items()
         if name not in ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL")}
FOLDERS = ("assignment", "autograder", "dataset", "docs", "findings", "fixtures", "solution", "tests", "tools")
MADE = ("dataset/ixi2000",)  # by a command that the documents name


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Every `make ...` and `python ...` in fenced blocks and in code spans, without comments."""
    blocks = re.findall(r"^```(?:bash|text)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    found = [re.split(r"\s+#", piece)[0].strip().lstrip("!") for piece in lines + spans]
    return [piece for piece in found if re.match(r"(make( |$)|python -m autograder( |$)|python assignment/)", piece)]


def recipe(command: str) -> list[str]:
    """What make would run, the environment taken as made; AssertionError if it knows no such target."""
    words = shlex.split(re.sub(r"[…<>]", "x", command))
    made = [part for stamp in (".ready", ".ready-data", ".ready-dev", ".ready-cluster") for part in ("-o", f".venv/{stamp}")]
    found = subprocess.run(["make", "-n", *made, *words[1:]], cwd=ROOT, env=OUTER, capture_output=True, text=True)
    assert found.returncode == 0, f"{command}: {found.stderr}"
    return [line for line in found.stdout.splitlines() if " -m pip " not in line and " -m venv " not in line]


def complaint(command: str) -> str:
    """What the command line has against `python -m autograder VERB ...`; empty if nothing."""
    verb, *words = shlex.split(re.sub(r"[…<>]", "x", command))[3:]
    if verb == "--lab":  # before the verb, as the Makefile has it
        verb, *words = words[1:]
    if verb not in main.commands:
        return f"no verb {verb}"
    context = click.Context(main.commands[verb])
    try:
        values, rest, _ = main.commands[verb].make_parser(context).parse_args(words)
        for parameter in main.commands[verb].params:
            given = values.get(parameter.name)
            if isinstance(parameter.type, (click.Choice, PartName)) and isinstance(given, (str, list)):
                for value in [given] if isinstance(given, str) else given:
                    parameter.type.convert(value, parameter, context)
    except click.UsageError as error:
        return error.format_message()
    return f"too many arguments: {rest}" if rest else ""


def lost_paths(text: str) -> list[str]:
    """The paths, modules and tests in code spans that are not in the repository."""
    return [span for span in re.findall(r"`([\w./-]+(?:::\w+)?)`", text)
            if not any(span.startswith(made) for made in MADE) and not _stands(span)]


def _stands(span: str) -> bool:
    path, _, test = span.partition("::")
    if span.split(".")[0] == "autograder" and "/" not in span:
        place = ROOT.joinpath(*span.split("."))
        return place.is_dir() or place.with_suffix(".py").exists() or _is_name(span)
    if path.split("/")[0] in FOLDERS and "/" in path:
        return (ROOT / path).exists() and (not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"))
    return True


def _is_name(span: str) -> bool:
    """Whether a dotted name ends in what its module defines."""
    module, _, name = span.rpartition(".")
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path.exists() and re.search(rf"^(class|def) {name}\b", path.read_text(encoding="utf-8"), re.MULTILINE) is not None
