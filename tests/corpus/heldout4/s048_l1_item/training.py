import torch
import torch.nn as nn
from functools import partial
from torch.optim import Adam


criterion = nn.BCELoss()
criterion_l1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss_gan = criterion(pred_fake, torch.ones_like(pred_fake))
    loss_l1 = criterion_l1(fake_t2, t2).item()
    total = loss_gan + lambda_l1 * loss_l1
    return total


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion(pred_fake, torch.zeros_like(pred_fake))
    total = (loss_real + loss_fake) / 2
    return total


adam = partial(Adam, lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)

def make_optimizers(G, D):
    return adam(G.parameters()), adam(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    """One alternating update: generator first, discriminator second."""
    # Step 1: update the generator
    G.zero_grad()
    generated = G(t1)
    g_loss = generator_loss(D(t1, generated), generated, t2, lambda_l1)
    g_loss.backward()
    optimizer_G.step()

    # Step 2: update the discriminator
    D.zero_grad()
    with torch.no_grad():
        generated = G(t1)
    d_loss = discriminator_loss(D(t1, t2), D(t1, generated))
    d_loss.backward()
    optimizer_D.step()

    return {
        "loss_G": g_loss.item(),
        "loss_D": d_loss.item(),
    }
