"""The closed forms of the losses against numbers worked out by hand, and against torch."""
from __future__ import annotations

import numpy as np
import pytest
import torch

from autograder.labs.segmentation.collaborators import loss_forms
from autograder.labs.segmentation.parts.losses import inputs

EVEN = np.zeros((1, 3, 1, 4))  # p = 1/3 everywhere
TARGET = np.array([[[0, 1, 1, 2]]])


def test_dice_by_hand():
    """Class 1: overlap 2/3, sums 4/3 + 2; class 2: overlap 1/3, sums 4/3 + 1."""
    losses = loss_forms.class_losses(loss_forms.softmax(EVEN), TARGET, 0.0)
    assert losses[0, 1:] == pytest.approx([1 - (4 / 3) / (10 / 3), 1 - (2 / 3) / (7 / 3)])
    assert loss_forms.dice_loss(EVEN, TARGET, 1.0) == pytest.approx(
        1 - ((4 / 3 + 1) / (10 / 3 + 1) + (2 / 3 + 1) / (7 / 3 + 1)) / 2)


def test_an_empty_slice_predicted_empty_has_no_loss():
    logits = np.array([100.0, 0, 0]).reshape(1, 3, 1, 1) * np.ones((1, 3, 4, 4))
    assert loss_forms.dice_loss(logits, np.zeros((1, 4, 4), int)) == pytest.approx(0)


def test_cross_entropy_is_that_of_torch():
    rng = np.random.default_rng(0)
    logits, target = rng.normal(0, 2, (2, 3, 5, 7)), rng.integers(0, 3, (2, 5, 7))
    expected = torch.nn.functional.cross_entropy(torch.from_numpy(logits), torch.from_numpy(target))
    assert loss_forms.cross_entropy(logits, target) == pytest.approx(float(expected))


@pytest.mark.parametrize("x", [5, 20])
def test_a_level_picture_has_one_dice_for_all_classes(x):
    case = inputs.picture(np.random.default_rng(0), inputs.level(x))
    losses = loss_forms.class_losses(loss_forms.softmax(case["logits"]), case["target"], 0.0)
    assert losses[0] == pytest.approx([3 / 8] * 3, abs=1e-3)


def test_softmax_and_sigmoid_make_the_same_of_a_picture():
    logits = inputs.picture(np.random.default_rng(0), inputs.level(9))["logits"]
    assert np.allclose(loss_forms.softmax(logits), 1 / (1 + np.exp(-logits.astype(float))), atol=2e-4)
