import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, l1_loss


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
    """Adam for both networks with lr = 2e-4."""
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4)
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4)
    return optimizer_G, optimizer_D


def set_requires_grad(net, flag):
    for p in net.parameters():
        p.requires_grad_(flag)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)

    set_requires_grad(D, False)
    optimizer_G.zero_grad(set_to_none=True)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    set_requires_grad(D, True)
    optimizer_D.zero_grad(set_to_none=True)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()

    return dict(loss_G=loss_G.detach(), loss_D=loss_D.detach())
