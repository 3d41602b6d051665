"""The lab's constants, and how its texts state them. A part's points stand in its part.py.

`release` and `verify` compare every text with them, and `release --update-texts` writes them into the texts.
"""
from __future__ import annotations

from autograder.i18n.messages import say

NUMBER = 7
TITLE = say("Segmentation of ventricles and lesions with a U-Net")
CLASSES = ("background", "ventricle", "lesion")  # class indices, as masks hold them
SIZE = 128  # pixels each way, unless the caller wants another size
SMOOTH = 1.0
DICE_WEIGHT = 1.0
LEARNING_RATE = 1e-3

# A phrase is compared wherever it stands in what students and readers get; the words in braces are settings.
STATED = (
    "# Lab {NUMBER}: {TITLE}", "**Lab {NUMBER}: {TITLE}**", "# 实验{NUMBER}：{TITLE}",
    "size={SIZE}, flip=False", "smooth={SMOOTH}", "dice_weight={DICE_WEIGHT}",
    "lr={LEARNING_RATE}", "learning rate {LEARNING_RATE}", "学习率 {LEARNING_RATE}",
    "from {LEARNING_RATE} down to 0", "从 {LEARNING_RATE} 降到 0",
)
# The same in fixtures: a sample that states another value than the right one stays as it is.
STATED_IN_CODE = ("size={SIZE}", "smooth={SMOOTH}", "dice_weight={DICE_WEIGHT}", "lr={LEARNING_RATE}")
