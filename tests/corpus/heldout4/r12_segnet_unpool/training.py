import torch
import torch.nn as nn

BCE = nn.BCELoss()
MAE = nn.L1Loss()


class real_like:
    def __new__(cls, t):
        return torch.ones_like(t, requires_grad=False)


class fake_like:
    def __new__(cls, t):
        return torch.zeros_like(t, requires_grad=False)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = BCE(pred_fake, real_like(pred_fake))
    pix = MAE(fake_t2, t2)
    return adv + pix.mul(lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    loss = BCE(pred_real, real_like(pred_real))
    loss = loss + BCE(pred_fake, fake_like(pred_fake))
    return loss.div(2)


def make_optimizers(G, D):
    lr, b1, b2 = 2e-4, 0.5, 0.999
    optimizer_G = torch.optim.Adam([p for p in G.parameters()], lr, [b1, b2])
    optimizer_D = torch.optim.Adam([p for p in D.parameters()], lr, [b1, b2])
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # generator
    fake = G(t1)
    pred = D(t1, fake)
    loss_G = generator_loss(pred, fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()

    # discriminator: two backward calls, gradients add up to the half sum
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake.detach())
    half_real = 0.5 * BCE(pred_real, real_like(pred_real))
    half_fake = 0.5 * BCE(pred_fake, fake_like(pred_fake))
    half_real.backward()
    half_fake.backward()
    optimizer_D.step()
    optimizer_D.zero_grad()
    return {'loss_G': float(loss_G), 'loss_D': float(half_real + half_fake), 'D(x)': float(pred_real.mean()), 'D(G(z))': float(pred_fake.mean())}
