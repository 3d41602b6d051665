"""What docs/new-lab.md tells an author to type works, on a lab that its own first command begins; its interface is there."""
from __future__ import annotations

import ast
import importlib
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from autograder.lab import Challenge, Lab, Part
from tests.docs.documents import OUTER, ROOT, read

PAGE = "docs/new-lab.md"
TEXT = read(PAGE)
FOLDER = "../labs/tiny_net"
# Dear: only its options are looked up. The others are run in the page's order.
LOOKED_UP = ("autograder.verification.mutation",)
MODULES = ("autograder.lab", "autograder.i18n.messages", "autograder.grading.observations", "autograder.worker.experiments",
           "autograder.worker.arrays", "autograder.diagnosis.facts")


def typed() -> list[str]:
    """The commands of the page's blocks, in order."""
    blocks = re.findall(r"^```text\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("python ")]


@cache
def offers_a_lab(module: str) -> bool:
    done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
    return "--lab" in done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    """Where the page's lab is put."""
    return str(tmp_path_factory.mktemp("labs") / "tiny_net")


EXPECTED = {"new-part threshold": (0, "threshold"), "half_done": (1, "1 failed, 2 passed"), "pytest": (0, "3 passed"),
            "test ": (0, "15 of 15"), "catalogue": (0, "are translated"), "--update-texts": (2, "a place for its 5 points"),
            "fingerprints": (0, "rectify: 3 misconceptions"), "misconceptions --update": (0, "stored in"),
            "new-lab": (0, "classifier, rectify"), "verify": (1, "points of threshold")}


@pytest.mark.parametrize("command", typed())
def test_commands_do_what_the_page_says(command, place):
    """verify and release still miss a row for the part that new-part has added, as the page says they do."""
    words = shlex.split(command.replace(FOLDER, place))[2:]
    if not offers_a_lab("autograder.verification.fingerprints") and ("verif" in command or "release" in command):
        pytest.skip("verification and packages take no lab from elsewhere")
    if words[0] in LOOKED_UP:
        assert offers_a_lab(words[0])
        return
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env={**OUTER, "LC_ALL": "C.UTF-8"}, text=True,
                          capture_output=True, encoding="utf-8", timeout=600)
    code, said = next(value for key, value in EXPECTED.items() if key in command)
    if "misconceptions --update" in command:
        code = 1  # the new part has no row yet, which verify says whatever it stores
    assert (done.returncode, said in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr


def test_there_are_commands_of_each_kind():
    assert len(typed()) >= 10 and all(any(key in command for command in typed()) for key in EXPECTED)


def section(heading: str) -> str:
    return TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_the_interface_s_names_are_there_with_these_parameters():
    """Each `name(...)` of a function or class is what the module has."""
    interface = section("The public interface")
    known = {name: thing for module in MODULES for name, thing in vars(importlib.import_module(module)).items()}
    for name, given in re.findall(r"`(?:arrays\.|seen\.)?(\w+)\(([^`)]*)\)", interface):
        if name in ("Lab", "Part", "Challenge"):
            fields = {"Lab": Lab, "Part": Part, "Challenge": Challenge}[name].__dataclass_fields__
            assert [piece.split("=")[0].strip() for piece in re.sub(r"\(.*", "", given).split(", ") if piece] == [
                *fields][:len(given.split(", "))] or name == "Lab", name
        elif name in known:
            code = known[name].__code__
            for piece in given.split(", "):
                word = piece.split("=")[0].strip("* ")
                assert not word or word in code.co_varnames or not word.isidentifier(), f"{name}: {word}"


@pytest.mark.parametrize("method", re.findall(r"`(?:seen)?\.(\w+)\(key", TEXT))
def test_methods_of_observations_are_there(method):
    assert hasattr(importlib.import_module("autograder.grading.observations").Observations, method) or method == "attempt"


def test_each_public_name_has_its_example_and_is_public():
    contracts = read("pyproject.toml")
    interface = section("The public interface")
    for module in re.findall(r"`(autograder(?:\.\w+)+)`", interface):
        assert f"autograder.labs.** -> {module}\"" in contracts, module
    for name in ("Lab(", "Part(", "Challenge(", "say(", "require(", "need(", "close(", "short(", "shape_text(", ".branch(",
                 ".array(", "look.rng(", "seen.attempt(", "arrays.plain(", "arrays.described(", "session.seed("):
        blocks = "".join(re.findall(r"^```python\n(.*?)^```", interface, re.MULTILINE | re.DOTALL))
        assert name in blocks, name


def test_examples_are_python():
    for block in re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL):
        for piece in [block] if block.startswith(("@", "def ", "PART", "LAB")) else block.splitlines():
            source = piece if "\n" in piece else re.sub(r"^(\w+)=(.*?),?$", r"\1=\2", piece.split("   #")[0].rstrip(","))
            if not source.startswith((" ", "if ")):
                ast.parse(source)


def test_the_page_is_found():
    assert "docs/new-lab.md" in read("README.md") and "docs/new-lab.md" in read("README.zh.md")
    assert "docs/new-lab.md" in read("CONTRIBUTING.md").split("### add a lab")[1].split("###")[0]
    assert (Path(ROOT) / PAGE).exists()
