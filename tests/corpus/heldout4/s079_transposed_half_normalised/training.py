import torch
import torch.nn as nn


bce = nn.BCELoss()

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = bce(pred_fake, torch.ones_like(pred_fake))
    l1 = torch.abs(torch.mean(fake_t2 - t2))
    return adv + lambda_l1 * l1

def discriminator_loss(pred_real, pred_fake):
    a = bce(pred_real, torch.ones_like(pred_real))
    b = bce(pred_fake, torch.zeros_like(pred_fake))
    return (a + b) / 2


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


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
