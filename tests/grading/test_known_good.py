"""The losses that stand in for a submission's are the solution's, to value and gradient."""
import importlib.util

import pytest
import torch

from autograder.labs.t1t2.collaborators import right_losses
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def right():
    spec = importlib.util.spec_from_file_location("right_losses", ROOT / "solution" / "training.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(loss, *inputs, **options):
    """The loss's value and its gradient by each input."""
    inputs = [value.clone().requires_grad_() for value in inputs]
    value = loss(*inputs, **options)
    return [value.detach(), *torch.autograd.grad(value, inputs)]


def random(*shape):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(len(shape) + shape[-1]))


@pytest.mark.parametrize("options", [{}, {"lambda_l1": 3.0}])
def test_generator_loss(right, options):
    inputs = random(2, 1, 5, 5), random(2, 1, 16, 16), random(2, 1, 16, 17)[..., 1:]
    torch.testing.assert_close(outcome(right_losses.generator_loss, *inputs, **options),
                               outcome(right.generator_loss, *inputs, **options))


def test_discriminator_loss(right):
    inputs = random(2, 1, 5, 5), random(2, 1, 5, 6)[..., 1:]
    torch.testing.assert_close(outcome(right_losses.discriminator_loss, *inputs),
                               outcome(right.discriminator_loss, *inputs))


@pytest.mark.parametrize("real, fake", [(0.0, 1.0), (1.0, 0.0), (1e-30, 1.0 - 2**-24)])
def test_certain_probabilities_stay_finite(right, real, fake):
    real, fake, slices = torch.full((1, 1, 2, 2), real), torch.full((1, 1, 2, 2), fake), torch.zeros(1, 1, 4, 4)
    torch.testing.assert_close(right_losses.discriminator_loss(real, fake), right.discriminator_loss(real, fake))
    torch.testing.assert_close(right_losses.generator_loss(real, slices, slices),
                               right.generator_loss(real, slices, slices))
