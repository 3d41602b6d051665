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
    optimizer_G = torch.optim.NAdam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.NAdam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
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
