"""The lab of T1 to T2 translation with a conditional GAN (CONTRACT.md)."""
from __future__ import annotations

from pathlib import Path

from autograder.lab import Challenge, Lab
from autograder.labs.t1t2 import settings
from autograder.labs.t1t2.parts.dataset.part import PART as DATASET
from autograder.labs.t1t2.parts.discriminator.part import PART as DISCRIMINATOR
from autograder.labs.t1t2.parts.generator.part import PART as GENERATOR
from autograder.labs.t1t2.parts.inference.part import PART as INFERENCE
from autograder.labs.t1t2.parts.loss.part import PART as LOSS
from autograder.labs.t1t2.parts.optimizer.part import PART as OPTIMIZER
from autograder.labs.t1t2.parts.overfit.part import PART as OVERFIT
from autograder.labs.t1t2.parts.training_step.part import PART as TRAINING_STEP
from autograder.sandbox.watch import Limits

LAB = Lab(
    package=__package__,
    title=settings.TITLE,
    parts=(DATASET, GENERATOR, DISCRIMINATOR, LOSS, OPTIMIZER, TRAINING_STEP, OVERFIT, INFERENCE),
    root=Path(__file__).resolve().parents[3],
    challenge=Challenge(
        package=f"{__package__}.challenge",
        file="challenge.py",
        name="ChallengeGenerator",
        limits={"challenge.translated": Limits(run=60.0)},  # for all of its slices together
    ),
    ships=("__init__.py", "lab.py", "settings.py", "parts", "collaborators", "networks", "pictures", "challenge",
           "locale", "data_folder.py", "first_format.py", "fingerprints.json", "marked_slices.py", "warmup.py"),
    ships_beside=("phantoms",),
    given=("CONTRACT.md", "LICENSE", "pyproject.toml", "requirements.lock",
           "assignment/README.md", "assignment/README.zh.md", "assignment/figures/*.png",
           "assignment/train.py", "assignment/training_run.py", "assignment/training_speed.py", "assignment/show.py",
           "assignment/evaluate.py", "assignment/evaluation_scores.py", "assignment/evaluation_page.py",
           "assignment/challenge_weights.py",
           "dataset/README.md", "dataset/prepare_ixi.py", "dataset/preparation/*.py",
           "fixtures/ixi_mini/README.md", "fixtures/ixi_mini/*/*.png"),
    student_folder="t1t2-lab",
)
