"""The lab's parts as constants, for what is not yet given a lab."""
from autograder.lab import Part
from autograder.labs.t1t2.lab import LAB

__all__ = ["LAB", "Part"]
PARTS, BY_NAME, FILES, CANONICAL_FILE = LAB.parts, LAB.part, LAB.files, LAB.canonical_file
POINTS, HOME, TOTAL, BONUS, part_of = LAB.points, LAB.home, LAB.total, LAB.bonus, LAB.part_of
CHALLENGE_FILE, CHALLENGE_NAME = LAB.challenge.file, LAB.challenge.name
