"""The names that the course's folder and gradebook use: of the assignment, its notebook and its cells."""
from __future__ import annotations

from autograder.labs.t1t2 import rubric

ASSIGNMENT = "t1t2"
ANSWERS = ("answer_l1", "answer_discriminator", "answer_wrong_t2")


def check_cell(part: str) -> str:
    """The grade_id of the cell that tests this part."""
    return f"check_{part}"


TESTED = {check_cell(part.name): part for part in rubric.PARTS}
