"""What graders that wrote verdicts of format 1 knew of their parts, and did not write into them."""
from __future__ import annotations

from autograder.i18n.messages import say

# Format 1 named its parts and said each check's points. The rest was the same in every one of its graders.
TITLES = {
    "dataset": say("Dataset"), "generator": say("Generator"), "discriminator": say("Discriminator"),
    "loss": say("Losses"), "optimizer": say("Optimizers"), "training_step": say("Training step"),
    "overfit": say("Overfit one batch"), "inference": say("Inference (bonus)"),
}
PRAISE = {
    "dataset": say("Every slice arrives in the right order, size and scale."),
    "generator": say("A true encoder and decoder, bounded as it should be and able to learn."),
    "discriminator": say("A real PatchGAN: local, bounded, and it looks at both slices."),
    "loss": say("Both losses are exactly right, λ included."),
    "optimizer": say("Each optimizer updates its own network, with the right settings."),
    "training_step": say("A clean alternating step: nothing leaks from one half into the other."),
    "overfit": say("All your parts work together, and they learn."),
    "inference": say("G is used with care, and the figure says what it shows."),
}
BONUS = "inference"
