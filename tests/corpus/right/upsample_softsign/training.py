import torch
import torch.nn as nn
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
                  + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake)))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


USE_AMP = False                      # set to True on a GPU
scaler = torch.amp.GradScaler("cuda", enabled=USE_AMP)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    with torch.autocast("cuda" if USE_AMP else "cpu", enabled=USE_AMP):
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    scaler.scale(loss_G).backward()
    scaler.step(optimizer_G)
    scaler.update()

    optimizer_D.zero_grad()
    with torch.autocast("cuda" if USE_AMP else "cpu", enabled=USE_AMP):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    scaler.scale(loss_D).backward()
    scaler.step(optimizer_D)
    scaler.update()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
