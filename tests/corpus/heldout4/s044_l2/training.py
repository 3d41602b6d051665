import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    """Non-saturating GAN loss + pixel loss."""
    ones = torch.ones_like(pred_fake)
    return F.binary_cross_entropy(pred_fake, ones) + lambda_l1 * F.mse_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    ones, zeros = torch.ones_like(pred_real), torch.zeros_like(pred_fake)
    return 0.5 * (F.binary_cross_entropy(pred_real, ones) + F.binary_cross_entropy(pred_fake, zeros))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
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
