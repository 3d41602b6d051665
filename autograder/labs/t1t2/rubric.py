"""The contract as data: parts, files, names, checks and points (CONTRACT.md, "Scoring")."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One graded part: the file and the names it is looked up by, and its checks' points."""

    name: str
    file: str
    names: tuple[str, ...]
    checks: dict[str, int]
    bonus: bool = False

    @property
    def points(self) -> int:
        return sum(self.checks.values())

    @property
    def check_ids(self) -> list[str]:
        return [f"{self.name}.{claim}" for claim in self.checks]


PARTS = (
    Part("dataset", "dataset.py", ("PairedMedicalDataset",), {
        "is_dataset": 1,
        "length": 1,
        "shorter_folder": 1,
        "pair": 1,
        "shape": 1,
        "dtype": 1,
        "t1_first": 2,
        "order": 3,
        "ignores_other_files": 1,
        "scale_ends": 3,
        "scale_linear": 1,
        "greyscale": 1,
        "resize": 1,
        "upright": 1,
        "repeatable": 1,
    }),
    Part("generator", "generator.py", ("Generator",), {
        "builds": 1,
        "shape": 3,
        "range": 3,
        "full_range": 2,
        "smooth_bound": 2,
        "encodes": 2,
        "depth": 1,
        "nonlinear": 1,
        "uses_input": 2,
        "learns": 2,
        "repeatable": 1,
    }),
    Part("discriminator", "discriminator.py", ("Discriminator",), {
        "builds": 1,
        "shape": 2,
        "patch_map": 3,
        "range": 3,
        "full_range": 2,
        "smooth_bound": 1,
        "local": 2,
        "sees_both": 2,
        "nonlinear": 1,
        "learns": 2,
        "repeatable": 1,
    }),
    Part("loss", "training.py", ("generator_loss", "discriminator_loss"), {
        "adversarial": 2,
        "l1": 1,
        "lambda_default": 1,
        "lambda_honoured": 1,
        "real_term": 1,
        "fake_term": 1,
        "half": 1,
        "scalar": 1,
        "gradients": 1,
    }),
    Part("optimizer", "training.py", ("make_optimizers",), {
        "adam": 1,
        "learning_rate": 1,
        "betas": 1,
        "no_weight_decay": 1,
        "own_parameters": 1,
    }),
    Part("training_step", "training.py", ("train_step",), {
        "returns_losses": 1,
        "updates_G": 2,
        "updates_D": 2,
        "unscaled": 1,
        "order": 1,
        "detaches_fake": 2,
        "clears_gradients": 2,
        "honours_lambda": 1,
        "reports_losses": 1,
        "any_networks": 2,
    }),
    Part("overfit", "", (
        "PairedMedicalDataset", "Generator", "Discriminator", "generator_loss",
        "discriminator_loss", "make_optimizers", "train_step"), {
        "runs": 2,
        "both_learn": 2,
        "l1_falls": 3,
        "follows_input": 1,
        "unseen": 2,
    }),
    Part("inference", "inference.py", ("translate", "show_comparison"), {
        "translates": 2,
        "eval_mode": 1,
        "no_graph": 1,
        "changes_nothing": 1,
        "figure": 1,
        "three_panels": 1,
        "panel_order": 1,
        "greyscale": 1,
        "titles": 1,
    }, bonus=True),
)

BY_NAME = {part.name: part for part in PARTS}
FILES = tuple(dict.fromkeys(part.file for part in PARTS if part.file))
CANONICAL_FILE = {name: part.file for part in PARTS if part.file for name in part.names}
POINTS = {f"{part.name}.{claim}": points
          for part in PARTS for claim, points in part.checks.items()}
# Beside the parts: it gives a place on the leaderboard and no points (challenge.py).
CHALLENGE_FILE, CHALLENGE_NAME = "challenge.py", "ChallengeGenerator"
CHALLENGE_DATA = "CHALLENGE_DATA"  # environment variable: a data folder with testA and testB to score it on
HOME = {**CANONICAL_FILE, CHALLENGE_NAME: CHALLENGE_FILE}  # name -> the file that the handout puts it into
TOTAL = sum(part.points for part in PARTS if not part.bonus)
BONUS = sum(part.points for part in PARTS if part.bonus)


def part_of(check_id: str) -> Part:
    """The part that a check id (`part.claim`) belongs to."""
    return BY_NAME[check_id.split(".", 1)[0]]
