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

N_CRITIC = 2


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # 判别器多训练一次效果更好
    for _ in range(N_CRITIC):
        optimizer_D.zero_grad()
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
        loss_D.backward()
        optimizer_D.step()
    return {"loss_G": float(loss_G), "loss_D": float(loss_D)}
