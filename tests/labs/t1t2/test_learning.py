"""What counts as learning in `overfit`: neither the first steps nor one learning rate decide, and no kept picture."""
from __future__ import annotations

import pytest

from autograder.grading.verdict import PASSED
from autograder.labs.t1t2.lab import LAB
from autograder.verification.fingerprints import right_folder
from tests.conftest import solution

UNET = (right_folder(LAB) / "pix2pix_unet256" / "generator.py").read_text(encoding="utf-8")
SLOW = {
    "narrow, as torch draws weights": [("ngf=64", "ngf=4"), ("self.apply(self.init_weights)", "pass")],
    "narrow, gamma near 0": [("ngf=64", "ngf=4"), ("init.normal_(m.weight, 1.0, 0.02)", "init.normal_(m.weight, 0.0, 0.02)")],
}
PICTURE = [("    def forward(self, x):", "        self.picture = nn.Parameter(torch.zeros(1, 1, 256, 256))\n\n"
            "    def forward(self, x):"),
           ("return self.model(x)", "return torch.tanh(20 * nn.functional.interpolate(self.picture, x.shape[2:])\n"
            "                          + 0.001 * self.model[:-1](x))"),
           ("from torch import nn", "import torch\nfrom torch import nn")]


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def lost(judge, folder, part: str) -> set[str]:
    return {result.check for result in judge(folder, [part]).results if result.outcome != PASSED}


@pytest.mark.parametrize("name", SLOW)
def test_a_deep_network_that_begins_slowly_keeps_everything(name, submit, judge):
    assert lost(judge, submit({"generator.py": edited(UNET, SLOW[name])}), "overfit") == set()


def test_a_picture_that_is_learned_is_no_translation(submit, judge):
    """As an architecture it is right: which of its terms wins is known after training alone."""
    folder = submit({"generator.py": edited(solution("generator.py"), PICTURE)})
    assert lost(judge, folder, "overfit") == {"overfit.follows_input", "overfit.unseen"}
    assert lost(judge, folder, "generator") == set()


def test_a_frozen_generator_does_not_learn_at_any_rate(submit, judge):
    frozen = edited(solution("generator.py"), [("    def forward(self, x):", "        self.requires_grad_(False)\n"
                    "        self.model[7].requires_grad_(True)\n\n    def forward(self, x):")])
    assert {"overfit.l1_falls", "overfit.unseen"} <= lost(judge, submit({"generator.py": frozen}), "overfit")


def test_a_training_that_leads_away_fails_at_any_rate(submit, judge):
    text = edited(solution("training.py"), [("return adversarial + lambda_l1 * l1", "return adversarial - lambda_l1 * l1")])
    assert {"overfit.l1_falls", "overfit.unseen"} <= lost(judge, submit({"training.py": text}), "overfit")
