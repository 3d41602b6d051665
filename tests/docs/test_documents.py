"""What the documents say can be done, can be done: commands, options, links, pictures, the tree, numbers."""
from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import OUTER, ROOT, commands, complaint, lost_paths, read, recipe

PAGES = tuple(sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
DOCUMENTS = ("README.md", "README.zh.md", "assignment/README.md", "assignment/README.zh.md", *PAGES)
EDITIONS = (("README.md", "README.zh.md"), ("assignment/README.md", "assignment/README.zh.md"))
# What people who work on the lab read besides.
INSIDE = ("CONTRACT.md", "CONTRIBUTING.md", "CHANGELOG.md", "autograder/sandbox/SANDBOX.md", "dataset/README.md",
          "autograder/i18n/locale/GLOSSARY.md", "autograder/labs/t1t2/challenge/README.md",
          "findings/README.md", *sorted(
              path.relative_to(ROOT).as_posix() for path in (ROOT / "fixtures").rglob("README.md")
              if "submissions" not in path.parts and "right" not in path.parts))
SCREEN = 50  # lines
PROGRAMS = {"train": "train.py", "show": "show.py", "evaluate": "evaluate.py"}


ALL = sorted({command for name in (*DOCUMENTS, "autograder/labs/t1t2/notebook.md") for command in commands(read(name))})


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


@pytest.mark.parametrize("name", [*DOCUMENTS, *INSIDE, "assignment/lab.ipynb"])
def test_links_lead_somewhere(name):
    assert broken_links(name) == []


def test_a_link_that_leads_nowhere_is_found(monkeypatch):
    monkeypatch.setitem(globals(), "read", lambda name: "# Here\n[a](nowhere.md) [b](#there) [c](#here) [d](README.md)")
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: "# Here\n")
    assert broken_links("README.md") == ["nowhere.md", "#there"]


@pytest.mark.parametrize("name", [*DOCUMENTS, *INSIDE])
def test_paths_and_modules_that_a_document_names_are_there(name):
    assert lost_paths(read(name)) == []


def test_a_path_that_is_not_there_is_found():
    lost = ["autograder/rubric.py", "autograder.rubric", "autograder.lab.Rubric", "tests/docs/test_documents.py::test_none"]
    kept = ["autograder/lab/parts.py", "autograder.lab", "autograder.lab.parts.Part", "dataset/ixi2000", "tests/docs/test_documents.py::tree"]
    assert lost_paths(" ".join(f"`{span}`" for span in lost + kept)) == lost


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
    made = {"dist", "graded", "runs", "out", "__pycache__", ".venv", "t1t2_gan_lab.egg-info"}
    folders = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in made}
    assert folders <= set(listed), folders - set(listed)
    assert set(listed) == set(tree(read("README.md")))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_tree_has_every_entry_of_the_grader_and_the_listing_is_short(name):
    entries = {path.name + "/" * path.is_dir() for path in (ROOT / "autograder").iterdir() if path.name != "__pycache__"}
    assert {path.removeprefix("autograder/") for path in tree(read(name)) if path.startswith("autograder/")} - {""} == entries
    assert len(entries) <= 18


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_has_two_screens(name):
    assert len(read(name).splitlines()) <= 2 * SCREEN


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
