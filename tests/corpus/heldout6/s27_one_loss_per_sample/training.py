import torch
import torch.nn as nn
import torch.nn.functional as F

class GANLoss:
    """All the loss terms of pix2pix in one place."""

    @staticmethod
    def bce(p, label):
        target = torch.full_like(p, label)
        return F.binary_cross_entropy(p, target, reduction="none").mean(dim=(1, 2, 3))

    @staticmethod
    def l1(a, b):
        return torch.abs(a - b).mean(dim=(1, 2, 3))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return GANLoss.bce(pred_fake, 1.0) + lambda_l1 * GANLoss.l1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    both = GANLoss.bce(pred_real, 1.0).mean() + GANLoss.bce(pred_fake, 0.0).mean()
    return both / 2

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1).mean()
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return dict(loss_G=loss_G.item(), loss_D=loss_D.item())
