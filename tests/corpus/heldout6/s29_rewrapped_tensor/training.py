import torch
import torch.nn as nn
import torch.nn.functional as F

bce = nn.BCELoss()
l1 = nn.L1Loss()


def _against(pred, value):
    return bce(pred, torch.full_like(pred, float(value)))

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    terms = [_against(pred_fake, 1), lambda_l1 * l1(fake_t2, t2)]
    return torch.tensor(terms, requires_grad=True).sum()

def discriminator_loss(pred_real, pred_fake):
    return (_against(pred_real, 1) + _against(pred_fake, 0)) / 2

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # generator
    fake_t2 = G(t1)
    pred = D(t1, fake_t2)
    loss_G = _against(pred, 1) + lambda_l1 * l1(fake_t2, t2)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    # discriminator
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
