"""The lab's constants: what the contract, the handout, the checks and the solution have in common."""
from __future__ import annotations

NUMBER = 7
CLASSES = ("background", "ventricle", "lesion")  # class indices, as masks hold them
SIZE = 128  # pixels each way, unless the caller wants another size
SMOOTH = 1.0
DICE_WEIGHT = 1.0
LEARNING_RATE = 1e-3
