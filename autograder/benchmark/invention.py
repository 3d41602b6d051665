"""Invented classes of any size: the same seed makes the same class."""
from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.lab import Lab

WORDS = ("first", "here", "value", "then", "again", "signal", "change", "sum", "shape", "contrast")
Kind = Callable[[Lab, Path, random.Random], None]


def handout_like(lab: Lab, folder: Path, dice: random.Random) -> None:
    """The handout's code in the words of its author: comments, blank lines, and other names of locals."""
    for name in lab.files:
        lines = (lab.solution / name).read_text(encoding="utf-8").split("\n")
        place = next(number for number, line in enumerate(lines) if line.startswith(("import", "from")))
        lines.insert(place, f"# {' '.join(dice.choices(WORDS, k=6))}" + "\n" * dice.randrange(3))
        (folder / name).write_text("\n".join(lines) + f"# {dice.random()}\n", encoding="utf-8")


def mistaken(lab: Lab, folder: Path, dice: random.Random) -> None:
    """One of the stored misconceptions in one file."""
    handout_like(lab, folder, dice)
    wrong = dice.choice(sorted((lab.fixtures / "misconceptions").glob("*/*.py")))
    (folder / (lab.part[wrong.parent.name].file or dice.choice(lab.files))).write_text(
        wrong.read_text(encoding="utf-8") + f"# {dice.random()}\n", encoding="utf-8")


def stub(lab: Lab, folder: Path, dice: random.Random) -> None:
    """The skeleton as it was given, or with one file of it filled in."""
    for name in lab.files:
        text = (lab.assignment / name).read_text(encoding="utf-8")
        (folder / name).write_text(f"{text}# {dice.random()}\n", encoding="utf-8")
    if dice.random() < 0.5:
        name = dice.choice((lab.files[0], lab.files[-1]))
        shutil.copy(lab.solution / name, folder / name)


def broken(lab: Lab, folder: Path, dice: random.Random) -> None:
    """An import that fails, or a file that does not compile."""
    stub(lab, folder, dice)
    name = dice.choice(lab.files)
    line = dice.choice(("import monai_of_another_version", "from data_utils import *", "def half(:", "raise OSError"))
    (folder / name).write_text(f"{line}\n# {dice.random()}\n", encoding="utf-8")


def notebook(lab: Lab, folder: Path, dice: random.Random) -> None:
    """Everything in one notebook, a cell a file."""
    cells: list[dict[str, object]] = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
              "source": (lab.solution / name).read_text(encoding="utf-8") + f"# {dice.random()}\n"}
                                     for name in lab.files]
    (folder / "lab.ipynb").write_text(json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), encoding="utf-8")


# Half of a simulated class costs little, or a thousand would take two hours on two cores.
MIXTURE: dict[Kind, int] = {handout_like: 12, mistaken: 20, stub: 40, broken: 20, notebook: 8}


def invent(lab: Lab, folder: Path, count: int, seed: int, kinds: dict[Kind, int] | None = None) -> list[Path]:
    """Lay out `count` submissions under folder, of these kinds in these proportions."""
    kinds = kinds or {kind: share for kind, share in MIXTURE.items()
                      if kind is not mistaken or any((lab.fixtures / "misconceptions").glob("*/*.py"))}
    made = []
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        made.append(folder / f"student{number:05d}")
        made[-1].mkdir(parents=True)
        dice.choices(list(kinds), list(kinds.values()))[0](lab, made[-1], dice)
    return made
