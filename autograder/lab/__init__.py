"""What a lab hands to the engine: its parts, and the modules in which the rest of it lies.

The engine imports no lab. `load` finds one by its name, or by the folder that it lies in; from then on
it travels as a Lab. A lab's folder holds `lab.py` with `LAB = Lab(...)`, a folder a part, and those of
the modules named here that it needs.
"""
from autograder.lab.description import LABS, Lab
from autograder.lab.loading import LAB_FILE, UnknownLab, known, known_names, load, names
from autograder.lab.parts import Challenge, LineFinder, NoData, Part

__all__ = ["LABS", "LAB_FILE", "Challenge", "Lab", "LineFinder", "NoData", "Part", "UnknownLab", "known",
           "known_names", "load", "names"]
