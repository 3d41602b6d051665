"""Running the given programs inside the tests' process, and reading what a run has left."""
import csv
from pathlib import Path

import torch
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT, SOLUTION = ROOT / "assignment", ROOT / "solution"
STUDENT, USAGE = 1, 2


def train(*arguments):
    import train as program
    return _run(program, ["--device", "cpu", *arguments])


def show(*arguments):
    import show as program
    return _run(program, arguments)


def _run(program, arguments):
    from training_run import run_program
    return run_program(program.main, [str(argument) for argument in arguments])


def spoil(code, file, old, new):
    text = (code / file).read_text(encoding="utf-8")
    assert old in text
    (code / file).write_text(text.replace(old, new), encoding="utf-8")


def states(out):
    """All tensors of a run's checkpoint, by their place in it."""
    def walk(value, place=()):
        if isinstance(value, torch.Tensor):
            yield place, value
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*place, key))
    return dict(walk(torch.load(out / "checkpoint.pt", weights_only=True)))


def weight(out):
    """The generator's first weight: what any difference in the course of a run shows in."""
    return states(out)["G", "model.0.weight"]


def numbers(out):
    """A run's history without the seconds."""
    with open(out / "history.csv", newline="") as file:
        return [row[:5] for row in csv.reader(file)]


def image_size(path):
    with Image.open(path) as image:
        return image.size[::-1]


def is_students_panel(path):
    """The solution's show_comparison draws 12 inches wide, the program itself 9."""
    return image_size(path)[1] > 1000
