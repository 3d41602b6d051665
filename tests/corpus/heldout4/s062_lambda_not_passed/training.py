import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, l1_loss
from torch import optim
from typing import Dict


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
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1: float = 100.0) -> Dict[str, float]:
    """Performs a single training step for both networks.

    Args:
        G: generator network
        D: discriminator network
        lambda_l1: weight of the L1 term
    """
    # --- Train Generator ---
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2)
    loss_G.backward()
    optimizer_G.step()

    # --- Train Discriminator ---
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
