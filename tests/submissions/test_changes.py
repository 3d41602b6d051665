"""Which parts a save touches: never fewer than can be judged otherwise now."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.submissions.changes import broken, touched
from autograder.submissions.submission import Submission
from tests.conftest import solution

ALL = set(LAB.part)
FILES = {name: solution(name) for name in LAB.files}


def submission(**changed: str) -> Submission:
    files = {**FILES, **{f"{name}.py": text for name, text in changed.items()}}
    return Submission("x", Path("x"), LAB, files={name: files[name] for name in sorted(files)})


def edited(file: str, old: str, new: str) -> Submission:
    text = FILES[f"{file}.py"]
    assert old in text
    return submission(**{file: text.replace(old, new)})


def test_the_same_code_touches_nothing():
    commented = {name.removesuffix(".py"): f"# a remark\n{text}\n\n" for name, text in FILES.items()}
    assert touched(submission(), submission(**commented)) == set()


@pytest.mark.parametrize("file, old, new, parts", [
    ("generator", "nn.Tanh()", "nn.Sigmoid()", {"generator", "overfit"}),
    ("dataset", '"L"', '"RGB"', {"dataset", "overfit"}),
    ("inference", "G.eval()", "G.train()", {"inference"}),
    ("training", "lr=2e-4", "lr=1e-4", {"optimizer", "overfit"}),
    ("training", "0.5 * (", "(", {"loss", "training_step", "overfit"}),  # train_step calls it
])
def test_a_changed_definition_touches_its_part_and_what_uses_it(file, old, new, parts):
    assert touched(submission(), edited(file, old, new)) == parts
    assert touched(edited(file, old, new), submission()) == parts


def test_an_import_touches_what_uses_it():
    assert touched(submission(), edited("training", "import torch.nn.functional as F", "import torch.nn.functional as F  # x\nF = F")
                   ) >= {"loss", "training_step", "overfit"}


def test_a_statement_without_a_name_touches_its_whole_file():
    text = FILES["generator.py"] + "\nsetattr(Generator, 'forward', lambda self, x: x)\n"
    assert touched(submission(), submission(generator=text)) == {"generator", "overfit"}


def test_a_file_that_imports_the_changed_one_is_touched_with_it():
    importing = "from generator import Generator\n" + FILES["inference.py"]
    before = submission(inference=importing)
    after = submission(inference=importing, generator=FILES["generator.py"].replace("nn.Tanh()", "nn.Sigmoid()"))
    assert touched(before, after) == {"generator", "inference", "overfit"}


def test_helpers_data_and_what_is_no_python_touch_everything():
    assert touched(submission(), submission(layers="WIDTH = 64\n")) == ALL
    assert touched(submission(), submission(generator="def x(:\n")) == ALL
    assert touched(submission(), replace(submission(), data={"config.json": b"{}"})) == ALL


def test_cells_of_a_notebook_are_told_apart():
    cells = [FILES["generator.py"], FILES["training.py"]]
    before = Submission("x", Path("x"), LAB, cells={"lab.ipynb": cells})
    after = Submission("x", Path("x"), LAB, cells={"lab.ipynb": [cells[0], cells[1].replace("lr=2e-4", "lr=1")]})
    assert touched(before, after) == {"optimizer", "overfit"}


def test_what_is_no_python_is_named_with_its_line():
    assert [(label, line) for label, line, _ in broken(submission(generator="x = 1\ndef x(:\n"))] == [("generator.py", 2)]
    assert broken(submission()) == []
