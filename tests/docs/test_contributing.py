"""What CONTRIBUTING.md tells people to type works: cheap commands are run, of the others the options are looked up."""
from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.sandbox import Reply
from autograder.worker.experiments import load_all
from tests.docs.documents import OUTER, ROOT, complaint, read, recipe

TEXT = read("CONTRIBUTING.md")
PYTHON = ".venv/bin/python -m "
# Made up by the page, to be written by who follows it.
INVENTED = {"test_finite"}


def typed() -> list[str]:
    """Every command of the page, the words beside it left out."""
    blocks = re.findall(r"^```text\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    lines = [re.split(r"  +", line)[0] for block in blocks for line in block.splitlines() if line]
    spans = [span for span in re.findall(r"`([^`\n]+)`", TEXT) if re.match(r"(make |python -m )", span)]
    return sorted({piece for line in lines + spans for piece in line.split(" && ")})


def run(command: str, said: str = "", **replaced: str) -> subprocess.CompletedProcess:
    """Run one of the page's commands with this Python. said: typed into it; replaced: words, by what they become."""
    assert command in typed()
    words = [replaced.get(word, word) for word in shlex.split(command.removeprefix(PYTHON))]
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=OUTER, input=said, capture_output=True, text=True,
                          encoding="utf-8", timeout=300)


# Cheap: run


def test_a_part_s_checks_pass_on_the_solution():
    done = run(f"{PYTHON}pytest autograder/labs/t1t2/parts/loss")
    assert done.returncode == 0 and f"{len(LAB.part['loss'].checks)} passed" in done.stdout, done.stdout + done.stderr


def test_a_part_s_checks_find_a_mistake():
    done = run(f"{PYTHON}pytest autograder/labs/t1t2/parts/loss --submission fixtures/submissions/ma_chao")
    assert done.returncode == 1 and "1 failed, 8 passed" in done.stdout, done.stdout + done.stderr
    assert re.search(r"^FAILED \S+::test_l1\b", done.stdout, re.MULTILINE)


def test_the_catalogue_is_complete():
    done = subprocess.run([sys.executable, "-m", "autograder.i18n.catalogue"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_breakpoint_stops_in_a_submission(tmp_path):
    """The debugger reads from the keyboard, sees the submission's own frame, and lets it go on to the end."""
    shutil.copytree(LAB.solution, tmp_path / "work")
    file = tmp_path / "work" / "training.py"
    text = file.read_text(encoding="utf-8")
    head = re.search(r"^def train_step\(.*?:\n(    \"\"\".*?\"\"\"\n)?", text, re.MULTILINE | re.DOTALL).end()
    file.write_text(f"{text[:head]}    breakpoint()\n{text[head:]}", encoding="utf-8")
    leave = "!import sys; sys.breakpointhook = lambda *args: None\n"
    done = run(f"{PYTHON}autograder test solution --part training_step --worker inline",
               f"p 'seen', lambda_l1 + 0.5\n{leave}continue\n", solution=str(tmp_path / "work"))
    assert "('seen', 100.5)" in done.stdout and "-> " in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr


# Dear: looked up


@pytest.mark.parametrize("command", [piece for piece in typed() if piece.startswith("make")])
def test_make_knows_what_the_page_names(command):
    lines = recipe(command)
    assert lines
    if tests := re.search(r"TESTS=(?:\"(.*)\"|(\S+))", command):
        chosen = tests[1] or tests[2]
        assert any(line.endswith(f" -m pytest -q {chosen} ") for line in lines), lines


@pytest.mark.parametrize("command", [piece for piece in typed() if " -m " in piece])
def test_python_knows_what_the_page_names(command):
    module, *words = shlex.split(command.partition(" -m ")[2])
    if module == "autograder":
        lab = words[:2] if words[0] == "--lab" else []
        assert complaint(shlex.join(["python", "-m", "autograder", *words[len(lab):]])) == ""
    elif module == "pytest":
        assert all((ROOT / word).exists() for word in words if "/" in word)
    else:
        offered = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
        assert offered.returncode == 0, offered.stderr
        assert [word for word in words if word.startswith("--") and word not in offered.stdout] == []


def test_there_are_commands_of_each_kind():
    assert {"make messages", "make lint", "make release gradescope nbgrader", "make doors"} <= set(typed())
    assert len(typed()) > 12


# What it names


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w<>]+\.(?:py|toml|md))`", TEXT)) - {"test_<part>.py"}))
def test_there_are_files_of_the_names_that_the_page_gives(name):
    assert any(not set(path.parts) & {".venv", "runs"} for path in ROOT.rglob(name)), name


def test_names_of_the_engine_are_there():
    for place, names in (("platforms.moodle", ("recognises", "claim")), ("platforms.survey", ("READERS",)),
                         ("grading.observations", ("require", "need")), ("lab", ("Lab",))):
        module = importlib.import_module(f"autograder.{place}")
        for name in names:
            assert name in TEXT and hasattr(module, name), f"{place}.{name}"
    assert "Lab.ships" in TEXT and LAB.ships and "Reply.output" in TEXT and Reply().output == ""
    assert "loss.generator_values" in TEXT and "loss.generator_values" in load_all(LAB)


def test_what_a_misconception_s_docstring_holds_is_what_the_page_says():
    lines = re.search(r"has the lines (.*?) and the same", TEXT)[1]
    head = (LAB.fixtures / "misconceptions" / "loss" / "arguments_reordered.py").read_text(encoding="utf-8")
    for key in re.findall(r"`(\w+):`", lines):
        assert re.search(rf"^{key}: \S", head, re.MULTILINE) and re.search(rf"^{key}-zh: \S", head, re.MULTILINE)
