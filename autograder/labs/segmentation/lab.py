"""The lab of brain segmentation with a small U-Net (CONTRACT.md)."""
from __future__ import annotations

from pathlib import Path

from autograder.lab import Lab
from autograder.labs.segmentation import settings
from autograder.labs.segmentation.parts.dataset.part import PART as DATASET
from autograder.labs.segmentation.parts.inference.part import PART as INFERENCE
from autograder.labs.segmentation.parts.losses.part import PART as LOSSES
from autograder.labs.segmentation.parts.metrics.part import PART as METRICS
from autograder.labs.segmentation.parts.network.part import PART as NETWORK
from autograder.labs.segmentation.parts.overfit.part import PART as OVERFIT
from autograder.labs.segmentation.parts.training.part import PART as TRAINING

LAB = Lab(
    package=__package__,
    title=settings.TITLE,
    parts=(DATASET, NETWORK, LOSSES, METRICS, TRAINING, OVERFIT, INFERENCE),
    root=Path(__file__).resolve().parent,
    ships=("__init__.py", "lab.py", "settings.py", "blocks.py", "data.py", "parts", "collaborators", "pictures",
           "locale", "fingerprints.json"),
    ships_beside=("phantoms",),
    given=("CONTRACT.md", "assignment/README.md", "assignment/README.zh.md", "assignment/figures/*.png",
           "fixtures/mini/*/*.png"),
    student_folder="segmentation-lab",
)
