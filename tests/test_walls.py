"""What `make lint` holds, it holds: each import contract and the types break over a module that is planted."""
from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.lab import load, names
from tests.conftest import ROOT

pytest.importorskip("importlinter", reason="needs the extra dev")
pytest.importorskip("mypy", reason="needs the extra dev")

DOWNWARDS = "rooms import downwards"
NO_LAB = "the engine imports no lab"
PUBLIC = "a lab imports the engine's public interface alone"
APART = "a lab imports no other lab"


def contracts() -> dict[str, dict]:
    tomllib = pytest.importorskip("tomllib")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder", ignore=lambda folder, names: [
        name for name in names if name == "__pycache__" or "." in name and not name.endswith(".py")])
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *command], cwd=folder, text=True, capture_output=True, timeout=120)


def broken(folder: Path) -> tuple[set[str], str]:
    """(the contracts that do not hold, what is said)."""
    done = run(folder, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache", "--no-logo")
    names = {line.rpartition(" BROKEN")[0] for line in done.stdout.splitlines() if " BROKEN" in line}
    assert bool(names) == (done.returncode != 0), done.stdout + done.stderr
    return names, done.stdout


def test_the_contracts_hold_for_an_innocent_module(copy):
    (copy / "autograder" / "reports" / "planted.py").write_text("from autograder.grading.verdict import PASSED\n")
    (copy / "autograder" / "labs" / "t1t2" / "planted.py").write_text("from autograder.lab import Part\n")
    assert broken(copy)[0] == set()


@pytest.mark.parametrize("contract, module, source, culprit", [
    (DOWNWARDS, "sandbox/planted.py", "from autograder.grading import verdict", "autograder.sandbox.planted"),
    (DOWNWARDS, "grading/planted.py", "def late():\n    import autograder.batch.grade", "autograder.grading.planted"),
    (DOWNWARDS, "attic/__init__.py", "", "attic"),
    (NO_LAB, "reports/planted.py", "from autograder.labs.t1t2.lab import LAB", "autograder.reports.planted"),
    (PUBLIC, "labs/t1t2/parts/planted.py", "from autograder.grading import judge", "autograder.labs.t1t2.parts.planted"),
    (PUBLIC, "labs/another/lab.py", "import autograder.sandbox.zygote", "autograder.labs.another.lab"),
    (APART, "labs/segmentation/planted.py", "from autograder.labs.t1t2.lab import LAB", "labs.segmentation.planted")])
def test_a_contract_breaks_over_what_it_forbids(copy, contract, module, source, culprit):
    planted = copy / "autograder" / module
    planted.parent.mkdir(exist_ok=True)
    (planted.parent / "__init__.py").touch()
    planted.write_text(source + "\n")
    names, said = broken(copy)
    assert names == {contract} and culprit in said


def test_a_new_room_is_held_by_every_contract():
    rooms = {room.strip() for layer in contracts()[DOWNWARDS]["layers"] for room in layer.replace(":", "|").split("|")}
    whole = {f"autograder.{room}" for room in rooms}
    assert set(contracts()[NO_LAB]["source_modules"]) == set(contracts()[PUBLIC]["forbidden_modules"]) == whole


def complaints(copy: Path, source: str) -> str:
    (copy / "autograder" / "i18n" / "planted.py").write_text(source)
    return run(copy, "-m", "mypy", "--cache-dir", "cache", "autograder/i18n/planted.py").stdout


def test_types_are_held(copy):
    assert "Success" in complaints(copy, "def double(number: int) -> int:\n    return 2 * number\n")
    assert "[no-untyped-def]" in complaints(copy, "def double(number):\n    return 2 * number\n")
    assert "[return-value]" in complaints(copy, "def double(number: int) -> int:\n    return str(number)\n")
    assert "[unused-ignore]" in complaints(copy, "number: int = 1  # type: ignore[assignment]\n")


def _names_of_labs() -> set[str]:
    """Labs, graded names, their files, parts and checks; words that everybody uses aside."""
    common = {"Generator", "dataset", "loss", "losses", "network", "metrics", "optimizer", "training", "validate", "dice",
              "translate"}
    found: set[str] = set()
    for lab in map(load, names()):
        found |= {lab.name, *lab.home, *lab.files, *lab.part, *lab.points}
    return found - common


def _said(tree: ast.AST) -> Iterator[str]:
    """Identifiers, and strings as a whole, docstrings aside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from (value for value in (getattr(node, name, None) for name in ("id", "attr", "name", "arg", "module"))
                    if isinstance(value, str))


def test_the_engine_knows_no_lab_by_name():
    labs = _names_of_labs()
    assert {"t1t2", "segmentation", "train_step", "generator.range", "UNet"} <= labs
    for path in (ROOT / "autograder").rglob("*.py"):
        if "labs" not in path.relative_to(ROOT).parts:
            found = labs.intersection(_said(ast.parse(path.read_text(encoding="utf-8"))))
            assert not found, f"{path}: {found}"
    assert "t1t2" in set(_said(ast.parse('LABS = ["t1t2"]')))
