import torch
import torch.nn as nn
from torch import optim


bce = nn.BCELoss()
l1 = nn.L1Loss()

REAL_LABEL = 0.9   # one-sided label smoothing
FAKE_LABEL = 0.0

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    target = torch.full_like(pred_fake, FAKE_LABEL)
    return bce(pred_fake, target) + lambda_l1 * l1(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    real = bce(pred_real, torch.full_like(pred_real, REAL_LABEL))
    fake = bce(pred_fake, torch.full_like(pred_fake, FAKE_LABEL))
    return (real + fake) / 2


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


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
