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

LR_G = 2e-4
LR_D = LR_G / 2      # D 学得太快, 学习率减半


def make_optimizers(G, D):
    betas = (0.5, 0.999)
    return (torch.optim.Adam(G.parameters(), lr=LR_G, betas=betas),
            torch.optim.Adam(D.parameters(), lr=LR_D, betas=betas))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    losses = {}
    fake = G(t1)

    def d_closure():
        return discriminator_loss(D(t1, t2), D(t1, fake.detach()))

    def g_closure():
        return generator_loss(D(t1, fake), fake, t2, lambda_l1)

    for key, opt, closure in (("loss_D", optimizer_D, d_closure), ("loss_G", optimizer_G, g_closure)):
        opt.zero_grad()
        loss = closure()
        loss.backward()
        opt.step()
        losses[key] = loss.item()
    return losses
