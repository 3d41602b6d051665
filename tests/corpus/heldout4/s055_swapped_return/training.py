import torch
import torch.nn as nn


def make_optimizers(G, D):
    kwargs = {"lr": 2e-4, "betas": (0.5, 0.999)}
    optimizer_D = torch.optim.Adam(D.parameters(), **kwargs)
    optimizer_G = torch.optim.Adam(G.parameters(), **kwargs)
    return optimizer_D, optimizer_G


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
