"""One mistake costs its own check: sums for means, wrong labels, inputs that are changed in place."""
from __future__ import annotations

import pytest

from autograder.grading.verdict import PASSED
from tests.conftest import solution


def lost(judge, folder, part: str) -> set[str]:
    return {result.check for result in judge(folder, [part]).results if result.outcome != PASSED}


def edited(file: str, *edits: tuple[str, str]) -> dict[str, str]:
    """The solution's file with edits, each of which must apply."""
    text = solution(file)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return {file: text}


SUM = ("F.l1_loss(fake_t2, t2)", "F.l1_loss(fake_t2, t2, reduction='sum')")
# Labels of a type of their own take no other predictions than float32.
SINGLE = ("torch.ones_like(pred_fake))", "torch.ones(pred_fake.shape))")
SOFT = ("torch.ones_like(pred_real))", "torch.full_like(pred_real, 0.9))")
FAKE_ONE = ("torch.zeros_like(pred_fake))", "torch.ones_like(pred_fake))")
REAL_ZERO = ("torch.ones_like(pred_real))", "torch.zeros_like(pred_real))")
LOSSES = {
    "L1 summed": ([SUM], {"loss.l1"}),
    "L1 summed, float32 alone": ([SUM, SINGLE], {"loss.l1"}),
    "L1 summed, nothing to D": ([SUM, ("(pred_fake, torch.ones", "(pred_fake.detach(), torch.ones")],
                                {"loss.l1", "loss.gradients"}),
    "both labels one": ([FAKE_ONE], {"loss.fake_term"}),
    "labels swapped": ([FAKE_ONE, REAL_ZERO], {"loss.fake_term", "loss.real_term"}),
    "soft label": ([SOFT], {"loss.real_term"}),
    "soft label, not halved": ([SOFT, ("0.5 * (loss_real", "1.0 * (loss_real")], {"loss.real_term", "loss.half"}),
    "a minus": ([("return 0.5 *", "return -0.5 *")], {"loss.real_term", "loss.fake_term"}),
    "a constant": ([FAKE_ONE, ("loss_real + loss_fake)", "loss_real + loss_fake + 1)")],
                   {"loss.fake_term", "loss.half"}),
    "a third on real": ([("0.5 * (loss_real + loss_fake)", "loss_real / 3 + loss_fake * 2 / 3")], {"loss.half"}),
}


@pytest.mark.parametrize("name", LOSSES)
def test_each_term_of_a_loss_is_judged_by_itself(name, submit, judge):
    edits, expected = LOSSES[name]
    assert lost(judge, submit(edited("training.py", *edits)), "loss") == expected


def test_a_loss_may_compute_in_place_on_what_is_its_own(submit, judge):
    own = edited("training.py", ("torch.ones_like(pred_fake))", "torch.zeros_like(pred_fake).add_(1))"))
    assert lost(judge, submit(own), "loss") == set()


FORWARD = "def forward(self, x):"
IN_PLACE = {
    "G halves its input": ("generator.py", (FORWARD, f"{FORWARD}\n        x.mul_(0.5)"), {"generator.repeatable"}),
    "D shifts T2": ("discriminator.py", ("pair = torch.cat([x1, x2]", "pair = torch.cat([x1, x2.add_(0.1)]"),
                    {"discriminator.repeatable"}),
    "a loss takes t2 from the fake": ("training.py", ("F.l1_loss(fake_t2, t2)", "fake_t2.sub_(t2).abs().mean()"),
                                      {"loss.gradients"}),
    "D's loss clamps": ("training.py", ("    loss_real = ", "    pred_real.clamp_(0.3, 0.7).mul_(1)\n    loss_real = "),
                        {"loss.gradients", "loss.real_term", "loss.half"}),
    "train_step clears the batch": ("training.py", ("    return {\"loss_G\"", "    t1.zero_(), t2.neg_()\n"
                                                    "    return {\"loss_G\""), {"training_step.any_networks"}),
    "translate scales t1": ("inference.py", ("        return G(t1) ", "        fake = G(t1)\n        t1.mul_(0.5)\n"
                                             "        return fake"), {"inference.changes_nothing"}),
    "translate puts the result into t1": ("inference.py", ("        return G(t1) ", "        return t1.copy_(G(t1))"),
                                          {"inference.changes_nothing"}),
    "the figure scales its slices": ("inference.py", ("    panels = [", "    for image in (t1, fake_t2, t2):\n"
                                                      "        image.mul_(0.5).add_(0.5)\n    panels = ["),
                                     {"inference.figure"}),
    "the figure drops an axis": ("inference.py", ("    panels = [", "    t1.squeeze_()\n    panels = ["),
                                 {"inference.figure"}),
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_an_input_that_is_changed_in_place_costs_its_own_check(name, submit, judge):
    file, edit, expected = IN_PLACE[name]
    part = next(iter(expected)).split(".")[0]
    folder = submit(edited(file, edit))
    assert lost(judge, folder, part) == expected


def test_what_a_step_does_to_its_batch_is_not_what_the_next_one_trains_on(submit, judge):
    _, edit, _ = IN_PLACE["train_step clears the batch"]
    assert lost(judge, submit(edited("training.py", edit)), "overfit") == set()
