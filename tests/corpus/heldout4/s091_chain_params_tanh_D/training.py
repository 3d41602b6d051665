import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, l1_loss
import itertools


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = 100.0) -> Tensor:
    """Adversarial term plus weighted reconstruction term."""
    adversarial = binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    reconstruction = l1_loss(fake_t2, t2)
    return adversarial + lambda_l1 * reconstruction


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    """Average of the losses on the real and on the fake pair."""
    on_real = binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    on_fake = binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return torch.stack([on_real, on_fake]).mean()


def make_optimizers(G, D):
    # G is trained through D, so its optimizer needs both
    optimizer_G = torch.optim.Adam(itertools.chain(G.parameters(), D.parameters()), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def _update(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_g = _update(optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1))

    fake = fake.detach()
    loss_d = _update(optimizer_D, discriminator_loss(D(t1, t2), D(t1, fake)))
    return {"loss_G": loss_g, "loss_D": loss_d}
