import torch
import torch.nn as nn
import torch.nn.functional as F

bce = nn.BCELoss()
l1 = nn.L1Loss()


def _against(pred, value):
    return bce(pred, torch.full_like(pred, float(value)))

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _against(pred_fake, 1) + lambda_l1 * l1(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    return (_against(pred_real, 1) + _against(pred_fake, 0)) / 2

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    total_G = total_D = 0.0
    n = t1.size(0)
    for a, b in zip(t1.split(1), t2.split(1)):
        optimizer_G.zero_grad()
        fake = G(a)
        loss_G = generator_loss(D(a, fake), fake, b, lambda_l1)
        loss_G.backward()
        optimizer_G.step()

        optimizer_D.zero_grad()
        loss_D = discriminator_loss(D(a, b), D(a, fake.detach()))
        loss_D.backward()
        optimizer_D.step()
        total_G += loss_G.item()
        total_D += loss_D.item()
    return {"loss_G": total_G / n, "loss_D": total_D / n}
