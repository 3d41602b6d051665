from functools import partial
from torch.optim import Adam
import torch
import torch.nn as nn


adam = partial(Adam, lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)

def make_optimizers(G, D):
    return adam(G.parameters()), adam(D.parameters())


adversarial = nn.BCEWithLogitsLoss()   # more stable than BCELoss
pixel = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return adversarial(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * pixel(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (adversarial(pred_real, torch.ones_like(pred_real))
                  + adversarial(pred_fake, torch.zeros_like(pred_fake)))


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
