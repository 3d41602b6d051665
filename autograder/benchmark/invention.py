"""Invented classes of any size: the same seed makes the same class."""
from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.lab import load

LAB = load()
SOLUTION, SKELETON, MISCONCEPTIONS = LAB.solution, LAB.assignment, LAB.fixtures / "misconceptions"
WORDS = ("brain", "slice", "skull", "ventricle", "cortex", "signal", "echo", "tissue", "scanner", "contrast")
Kind = Callable[[Path, random.Random], None]


def handout_like(folder: Path, dice: random.Random) -> None:
    """The handout's code in the words of its author: comments, blank lines, and other names of locals."""
    for name in LAB.files:
        lines = (SOLUTION / name).read_text(encoding="utf-8").split("\n")
        place = next(number for number, line in enumerate(lines) if line.startswith(("import", "from")))
        lines.insert(place, f"# {' '.join(dice.choices(WORDS, k=6))}" + "\n" * dice.randrange(3))
        (folder / name).write_text("\n".join(lines) + f"# {dice.random()}\n", encoding="utf-8")


def mistaken(folder: Path, dice: random.Random) -> None:
    """One of the stored misconceptions in one file."""
    handout_like(folder, dice)
    wrong = dice.choice(sorted(MISCONCEPTIONS.glob("*/*.py")))
    (folder / (LAB.part[wrong.parent.name].file or "training.py")).write_text(
        wrong.read_text(encoding="utf-8") + f"# {dice.random()}\n", encoding="utf-8")


def stub(folder: Path, dice: random.Random) -> None:
    """The skeleton as it was given, or with one file of it filled in."""
    for name in LAB.files:
        text = (SKELETON / name).read_text(encoding="utf-8")
        (folder / name).write_text(f"{text}# {dice.random()}\n", encoding="utf-8")
    if dice.random() < 0.5:
        name = dice.choice(("dataset.py", "inference.py"))
        shutil.copy(SOLUTION / name, folder / name)


def broken(folder: Path, dice: random.Random) -> None:
    """An import that fails, or a file that does not compile."""
    stub(folder, dice)
    name = dice.choice(LAB.files)
    line = dice.choice(("import monai_of_another_version", "from data_utils import *", "def half(:", "raise OSError"))
    (folder / name).write_text(f"{line}\n# {dice.random()}\n", encoding="utf-8")


def notebook(folder: Path, dice: random.Random) -> None:
    """Everything in one notebook, a cell a file."""
    cells: list[dict[str, object]] = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
              "source": (SOLUTION / name).read_text(encoding="utf-8") + f"# {dice.random()}\n"} for name in LAB.files]
    (folder / "lab.ipynb").write_text(json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), encoding="utf-8")


# Half of a simulated class costs little, or a thousand would take two hours on two cores.
MIXTURE: dict[Kind, int] = {handout_like: 12, mistaken: 20, stub: 40, broken: 20, notebook: 8}


def invent(folder: Path, count: int, seed: int, kinds: dict[Kind, int] | None = None) -> list[Path]:
    """Lay out `count` submissions under folder, of these kinds in these proportions."""
    kinds = kinds or MIXTURE
    made = []
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        made.append(folder / f"student{number:05d}")
        made[-1].mkdir(parents=True)
        dice.choices(list(kinds), list(kinds.values()))[0](made[-1], dice)
    return made
