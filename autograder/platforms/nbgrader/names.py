"""The names that the course's folder and gradebook use: of the assignment, its notebook and its cells."""
from __future__ import annotations

import re

from autograder.lab import Lab, Part
from autograder.release.notebook import check_cell

# In a lab's folder: for each question of its handout what a good answer says, with `---` between them. A section
# may begin with the name of its cell: `<!-- answer_contrast -->`.
QUESTIONS = "written_questions.md"
NAMED = re.compile(r"\s*<!-- (?P<name>\w+) -->")


def answers(lab: Lab) -> dict[str, str]:
    """grade_id of each written answer's cell -> what to look for in it; empty where the lab asks none."""
    path = lab.folder / QUESTIONS
    if not path.exists():
        return {}
    found = {}
    for number, section in enumerate(path.read_text(encoding="utf-8").split("\n---\n"), 1):
        named = NAMED.match(section)
        found[named["name"] if named else f"answer_{number}"] = section[named.end() if named else 0:].strip()
    return found


def parts_by_cell(lab: Lab) -> dict[str, Part]:
    """grade_id of a test cell -> the part that it tests."""
    return {check_cell(part.name): part for part in lab.parts}
