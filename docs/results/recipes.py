"""What is trained: the handout's network with four losses, and three other generators."""
from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATORS = Path(__file__).with_name("generators")

# Appended to the solution's training.py; D is still trained, but G does not hear of it.
WITHOUT_D = '''

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    """L1 alone, for the ablation."""
    return lambda_l1 * F.l1_loss(fake_t2, t2)
'''


@dataclass(frozen=True)
class Recipe:
    """What is changed against the handout. generator: a file of generators/; adversarial: whether G hears of D;
    falling: over which share of the epochs, at the end, the learning rate falls to zero."""

    title: str
    lambda_l1: float = 100.0
    generator: str = ""
    adversarial: bool = True
    amp: bool = True
    falling: float = 0.0
    seed: int = 0

    def write(self, folder: Path) -> Path:
        """The five files of this recipe, made from the solution's, in a fresh folder."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "solution", folder, ignore=shutil.ignore_patterns("__pycache__"))
        if self.generator:
            shutil.copy(GENERATORS / f"{self.generator}.py", folder / "generator.py")
        if not self.adversarial:
            training = folder / "training.py"
            training.write_text(training.read_text(encoding="utf-8") + WITHOUT_D, encoding="utf-8")
        return folder


RECIPES = {
    "handout": Recipe("handout's network, λ = 100"),
    "unet": Recipe("U-Net, λ = 100", generator="unet"),
    "resnet": Recipe("ResNet, λ = 100", generator="resnet"),
    "lambda_0": Recipe("handout's network, λ = 0", lambda_l1=0.0),
    "lambda_10": Recipe("handout's network, λ = 10", lambda_l1=10.0),
    "l1_only": Recipe("handout's network, L1 alone", adversarial=False),
    "instance": Recipe("handout's network, InstanceNorm", generator="instance"),
    "falling": Recipe("handout's network, λ = 100, falling learning rate", falling=0.5),
    "falling_1": Recipe("the same, another seed", falling=0.5, seed=1),
    "unet_falling": Recipe("U-Net, λ = 100, falling learning rate", generator="unet", falling=0.5),
    "resnet_falling": Recipe("ResNet, λ = 100, falling learning rate", generator="resnet", falling=0.5),
    "float32": Recipe("handout's network, λ = 100, without --amp", amp=False),
}
