import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=10.0):
    """L_GAN + lambda * L_1"""
    valid = torch.ones(pred_fake.shape, device=pred_fake.device)
    loss_gan = nn.functional.binary_cross_entropy(input=pred_fake, target=valid)
    loss_pix = torch.mean(torch.abs(fake_t2 - t2))
    total = loss_gan + loss_pix * lambda_l1
    return total

def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

def _apply(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    log = {}
    log["loss_G"] = _apply(optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1))
    fake = fake.detach()
    log["loss_D"] = _apply(optimizer_D, discriminator_loss(D(t1, t2), D(t1, fake)))
    return log
