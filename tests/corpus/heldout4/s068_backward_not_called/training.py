import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, l1_loss
from torch.optim import Adam


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


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)

    for net, opt in ((G, optimizer_G), (D, optimizer_D)):
        opt.zero_grad()
        if net is G:
            loss = loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
            loss.backward()
        else:
            loss = loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
            loss.backward
        opt.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
