import torch
from torch import nn
from torch import optim


# Loss functions
criterion_GAN = nn.MSELoss()
criterion_pixelwise = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss_GAN = criterion_GAN(pred_fake, torch.ones_like(pred_fake))
    loss_pixel = criterion_pixelwise(fake_t2, t2)
    return loss_GAN + lambda_l1 * loss_pixel


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion_GAN(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion_GAN(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


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
