import torch
import torch.nn as nn
from functools import partial
from torch.optim import Adam


bce = nn.BCELoss()
l1 = nn.L1Loss()

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # the generator wants D to say "real"
    real_label = torch.ones_like(pred_fake)
    loss_gan = bce(pred_fake, real_label)
    loss_l1 = l1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1

def discriminator_loss(pred_real, pred_fake):
    loss_real = bce(pred_real, torch.ones_like(pred_real))
    loss_fake = bce(pred_fake, torch.zeros_like(pred_fake))
    return (loss_real + loss_fake) / 2


adam = partial(Adam, lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)

def make_optimizers(G, D):
    return adam(G.parameters()), adam(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # clear all gradients first
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()

    fake_t2 = G(t1)

    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
