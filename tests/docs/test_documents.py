"""What the documents say can be done, can be done: commands, options, links, pictures, the tree, numbers."""
from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from autograder.commands import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
DOCUMENTS = ("README.md", "README.zh.md", "assignment/README.md", "assignment/README.zh.md", *PAGES)
EDITIONS = (("README.md", "README.zh.md"), ("assignment/README.md", "assignment/README.zh.md"))
PROGRAMS = {"train": "train.py", "show": "show.py", "evaluate": "evaluate.py"}
# `make check ARGS=...` hands its variables down to every make below it; a reader's make has none.
OUTER = {name: value for name, value in os.environ.items()
         if name not in ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL")}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Every `make ...` and `python ...` in fenced blocks and in code spans, without comments."""
    blocks = re.findall(r"^```(?:bash|text)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    found = [re.split(r"\s+#", piece)[0].strip().lstrip("!") for piece in lines + spans]
    return [piece for piece in found if re.match(r"(make( |$)|python -m autograder( |$)|python assignment/)", piece)]


ALL = sorted({command for name in (*DOCUMENTS, "autograder/labs/t1t2/notebook.md") for command in commands(read(name))})


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
    if verb not in main.commands:
        return f"no verb {verb}"
    context = click.Context(main.commands[verb])
    try:
        values, rest, _ = main.commands[verb].make_parser(context).parse_args(words)
        for parameter in main.commands[verb].params:
            given = values.get(parameter.name)
            if isinstance(parameter.type, click.Choice) and isinstance(given, (str, list)):
                for value in [given] if isinstance(given, str) else given:
                    parameter.type.convert(value, parameter, context)
    except click.UsageError as error:
        return error.format_message()
    return f"too many arguments: {rest}" if rest else ""


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    return {name: subprocess.run([sys.executable, f"assignment/{file}", "--help"], cwd=ROOT, text=True, check=True,
                                 capture_output=True, encoding="utf-8").stdout for name, file in PROGRAMS.items()}


# Commands


def test_there_are_commands_to_look_at():
    assert len(ALL) > 20 and {"make test", "make grade", "make doctor DATA=fixtures/ixi_mini"} <= set(ALL)


@pytest.mark.parametrize("command", [piece for piece in ALL if piece.startswith("make")])
def test_make_knows_what_the_documents_name(command):
    lines = recipe(command)
    assert lines
    for line in lines:
        if "-m autograder " in line:
            assert complaint("python -m " + line.split(" -m ", 1)[1]) == "", command


@pytest.mark.parametrize("command", [piece for piece in ALL if re.match(r"python -m autograder \w", piece)])
def test_the_command_line_takes_what_the_documents_name(command):
    assert complaint(command) == ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_given_programs_have_the_options_that_the_documents_name(name, helps):
    for command in commands(read(name)):
        program = re.match(r"(?:make |python assignment/)(train|show|evaluate)\b", command)
        for option in re.findall(r"--[a-z0-9-]+", command) if program else ():
            assert re.search(rf"{option}\b", helps[program[1]]), command


def test_an_option_that_is_not_there_is_found():
    assert "No such option" in complaint("python -m autograder test --partt loss")
    assert "is not one of" in complaint("python -m autograder test --part los")
    assert complaint("python -m autograder gradde") == "no verb gradde"
    with pytest.raises(AssertionError, match="No rule"):
        recipe("make gradde")


@pytest.mark.parametrize("command, code, said", [
    ("make", 0, "make test"),
    ("make doctor DATA=fixtures/ixi_mini", 0, "ok "),
    ("python -m autograder test assignment --part generator", 1, "generator"),
])
def test_cheap_commands_do_what_they_say(command, code, said):
    if "make" != command:
        assert command in ALL
    lines = [command] if command.startswith("python") else ["make"] if command == "make" else recipe(command)
    words = shlex.split(lines[-1])
    words[0] = "make" if words[0] == "make" else sys.executable
    found = subprocess.run(words, cwd=ROOT, env=OUTER, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert found.returncode == code and said in found.stdout, found.stdout + found.stderr


# Links, pictures, the tree


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def broken_links(name: str) -> list[str]:
    """The relative links of a document that lead nowhere, whether file or heading."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        if re.match(r"https?://", link):
            continue
        file, _, anchor = link.partition("#")
        target = (ROOT / name).parent / file if file else ROOT / name
        if not target.exists():
            broken.append(link)
        elif anchor and anchor not in map(slug, re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("name", [*DOCUMENTS, "dataset/README.md", "autograder/sandbox/SANDBOX.md", "CONTRACT.md", "assignment/lab.ipynb"])
def test_links_lead_somewhere(name):
    assert broken_links(name) == []


def test_a_link_that_leads_nowhere_is_found(monkeypatch):
    monkeypatch.setitem(globals(), "read", lambda name: "# Here\n[a](nowhere.md) [b](#there) [c](#here) [d](README.md)")
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: "# Here\n")
    assert broken_links("README.md") == ["nowhere.md", "#there"]


@pytest.mark.parametrize("english, chinese", EDITIONS)
def test_both_editions_have_the_same_pictures_each_with_words(english, chinese):
    images = [re.findall(r"!\[(.*?)\]\((\S+)\)", read(name)) for name in (english, chinese)]
    assert [path for _, path in images[0]] == [path for _, path in images[1]] != []
    assert all(len(words) > 20 for code_version in images for words, _ in code_version)
    assert not any(re.search("[\u4e00-\u9fff]", words) for words, _ in images[0])
    assert all(re.search("[\u4e00-\u9fff]", words) for words, _ in images[1])


def test_every_figure_is_used_and_small():
    figures = sorted((ROOT / "assignment" / "figures").iterdir())
    used = set(re.findall(r"\]\(figures/(\S+)\)", read("assignment/README.md")))
    assert {figure.name for figure in figures} == used and len(used) > 5
    sizes = [figure.stat().st_size for figure in figures]
    assert max(sizes) < 150_000 and sum(sizes) < 1_000_000


def tree(text: str) -> dict[str, str]:
    """The captioned tree: path -> caption."""
    block = next(block for block in re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if "CONTRACT.md " in block)
    found, folder = {}, ""
    for indent, name, caption in re.findall(r"^( {0,2})([\w./-]+)  +(\S.*)$", block, re.MULTILINE):
        folder = folder if indent else name
        found[folder + name if indent else name] = caption
    return found


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_tree_is_the_repository(name):
    listed = tree(read(name))
    assert [path for path in listed if not (ROOT / path).exists()] == []
    made = {"dist", "graded", "runs", "out", "__pycache__", ".venv"}
    folders = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in made}
    assert folders <= set(listed), folders - set(listed)
    assert set(listed) == set(tree(read("README.md")))


# Numbers


def test_the_handout_s_receptive_field_is_the_solution_s():
    from docs.figures.networks import handout_discriminator, receptive_field

    field, step, _ = receptive_field(handout_discriminator())
    for name in EDITIONS[1]:
        assert re.search(rf"\| \*\*63×63\*\* \| \*\*{field}\*\* \| {step} \|", read(name)) and f"{field}×{field}" in read(name)


def test_the_handout_s_numbers_are_those_of_its_pictures():
    import numpy as np

    from docs.figures import contrast, judging, runs

    stored = np.load(runs.STORE)
    numbers = [f"{value:.2f}" for tissue in ("fat", "grey", "lesion", "muscle", "csf") for value in contrast.signals(tissue)]
    numbers += [f"{stored[f'{run}_curves'][-1, 1]:.2f}" for run in ("healthy", "no_l1", "collapse")]
    numbers += re.findall(r"[\d.]+\d", " ".join(judging.compare().values()))
    for name in EDITIONS[1]:
        assert [number for number in numbers if number not in read(name)] == []


def test_both_editions_of_the_handout_hold_the_same_names_and_formulas():
    def facts(name: str) -> set[str]:
        text = read(name)
        spans = {span for span in re.findall(r"`([^`\n]+)`", text) if not re.search("[\u4e00-\u9fff]|FOLDER|NAME", span)}
        return spans | set(re.findall(r"\$\$.*?\$\$", text, re.DOTALL))

    assert facts("assignment/README.md") ^ facts("assignment/README.zh.md") == set()
