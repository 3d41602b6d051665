import torch
import torch.nn.functional as F
from torch.optim import Adam


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    l1 = torch.mean(torch.abs(fake_t2 - t2))
    return gan + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return real + fake


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


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
