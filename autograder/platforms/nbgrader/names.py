"""The names that the course's folder and gradebook use: of the assignment, its notebook and its cells."""
from __future__ import annotations

from autograder.lab import Lab, Part
from autograder.release.notebook import check_cell

ANSWERS = ("answer_l1", "answer_discriminator", "answer_wrong_t2")


def parts_by_cell(lab: Lab) -> dict[str, Part]:
    """grade_id of a test cell -> the part that it tests."""
    return {check_cell(part.name): part for part in lab.parts}
