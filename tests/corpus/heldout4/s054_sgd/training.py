import torch
from torch.optim import Adam, SGD


EPS = 1e-12

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = -torch.log(pred_fake.clamp(min=EPS)).mean()
    rec = (fake_t2 - t2).abs().mean()
    return adv + lambda_l1 * rec

def discriminator_loss(pred_real, pred_fake):
    real = -torch.log(pred_real.clamp(min=EPS)).mean()
    fake = -torch.log((1.0 - pred_fake).clamp(min=EPS)).mean()
    return 0.5 * (real + fake)


def make_optimizers(G, D):
    # SGD for the discriminator (ganhacks #10)
    optimizer_G = Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = SGD(D.parameters(), lr=2e-4, momentum=0.5)
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
