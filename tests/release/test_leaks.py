"""Nothing of the solution reaches students, and the search that says so finds what is planted."""
import ast
import copy
import json

import nbformat
import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.release.contents import grader
from autograder.release.marks import regions
from autograder.release.skeleton import finished, leaks, notebook, solution_sources, strip
from tests.conftest import ROOT

SOURCES = solution_sources(LAB)
STUBS = {file: strip(source, file) for file, source in SOURCES.items()}


def test_nothing_of_the_solution_is_in_the_skeleton():
    for name in (*LAB.files, "lab.ipynb"):
        text = (ROOT / "assignment" / name).read_text(encoding="utf-8")
        assert leaks(text, SOURCES) == [], name


def test_nothing_of_the_solution_is_in_the_grader():
    """Students get the grader too. One line in it they read in the lab's text as well."""
    for name, content in grader(LAB):
        if name.endswith((".py", ".md", ".po", ".json")):
            found = set(leaks(content.decode("utf-8"), SOURCES))
            assert found <= {"with torch.no_grad():"}, name


def test_the_marked_regions_are_what_is_looked_for():
    for file, source in SOURCES.items():
        assert leaks(source, SOURCES) and leaks(finished(source), SOURCES), file
    assert leaks(notebook({file: finished(source) for file, source in SOURCES.items()}, LAB), SOURCES)


def test_every_line_of_the_solution_is_found_wherever_it_stands():
    """One statement at a time, so that no statement hides behind another."""
    for file, source in SOURCES.items():
        missed = [text for text in _marked_statements(source)
                  if "(" in text and not leaks(f"# {text}\n", SOURCES)]
        assert missed == [], file


CODE, TEXT = 8, 7  # cells of the notebook: training.py and the text above it
SECRET = "    l1 = F.l1_loss(fake_t2, t2)"


def _in_cell(book):
    book.cells[CODE].source += "\n\ndef f(fake_t2, t2):\n    l1 = F.l1_loss(fake_t2,\n        t2)\n"


def _in_broken_cell(book):
    book.cells[CODE].source += f"\n\ndef f(:\n{SECRET}\n"


def _in_comment(book):
    book.cells[CODE].source += f"\n\n# {SECRET}  # mean"


def _in_output(book):
    book.cells[CODE].outputs.append(nbformat.v4.new_output("stream", text=f"...\n{SECRET}\n"))


def _in_html_output(book):
    page = "<pre><span>l1</span> = F.<b>l1_loss</b>(fake_t2, t2)</pre>"
    book.cells[CODE].outputs.append(nbformat.v4.new_output("display_data", {"text/html": page}))


def _in_metadata(book):
    book.metadata["hint"] = {"answer": ["see below\n", SECRET]}


def _in_cell_metadata(book):
    book.cells[CODE].metadata["answer"] = SECRET


def _in_markdown_block(book):
    book.cells[TEXT].source += f"\n\n```python\n{SECRET}\n```\n"


def _in_quoted_markdown(book):
    book.cells[TEXT].source += "\n\n> - `l1 = F.l1_loss(fake_t2, t2)`\n"


def _in_attachment(book):
    book.cells[TEXT].attachments = {"a.py": {"text/plain": SECRET}}


@pytest.mark.parametrize("plant", [
    _in_cell, _in_broken_cell, _in_comment, _in_output, _in_html_output, _in_metadata,
    _in_cell_metadata, _in_markdown_block, _in_quoted_markdown, _in_attachment])
def test_a_planted_line_is_found(plant):
    book = copy.deepcopy(notebook(STUBS, LAB))
    assert book.cells[CODE].cell_type == "code" and book.cells[TEXT].cell_type == "markdown"
    assert leaks(book, SOURCES) == []
    plant(book)
    for code_version in (book, nbformat.writes(book), json.dumps(book)):
        assert any("F.l1_loss(fake_t2, t2)" in found for found in leaks(code_version, SOURCES)), code_version


@pytest.mark.parametrize("text", [
    "pair = torch.cat(\n    [x1, x2], dim=1)  # another layout",
    "layers = [nn.Conv2d(1,64,4,2,1)]",
    "<p>loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1) <b>comes first</b></p>",
    '{"text": "return {\\"loss_G\\": loss_G.item(), \\"loss_D\\": loss_D.item()}\\n"}',
    "+    return adversarial + lambda_l1 * l1",
])
def test_a_leak_in_other_texts_is_found(text):
    assert leaks(text, SOURCES)


@pytest.mark.parametrize("text", [
    "",
    "BCE(pred_fake, 1) + lambda_l1 * mean|fake_t2 - t2|",
    'Returns {"loss_G": ..., "loss_D": ...}',
    "super().__init__()\nimport torch.nn.functional as F\n",
    "Use `G.eval()` and `torch.no_grad()`.",
    "    ])\n    )\n    return figure\n",
])
def test_what_docstrings_and_hints_say_is_no_leak(text):
    assert leaks(text, SOURCES) == []


def test_short_pieces_can_be_let_pass():
    assert leaks("G.eval()\n", SOURCES) == ["G.eval()"]
    assert leaks("G.eval()\n", SOURCES, shortest=26) == []


def _marked_statements(source):
    marked = regions(source, "solution")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and any(node.lineno in region for region in marked):
            if not hasattr(node, "body"):
                yield " ".join(ast.unparse(node).split())
