import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = nn.BCELoss()(pred_fake, torch.ones_like(pred_fake))
    return adv + lambda_l1 * nn.L1Loss()(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    criterion = nn.BCELoss()
    return 0.5 * (criterion(pred_real, torch.ones_like(pred_real)) + criterion(pred_fake, torch.zeros_like(pred_fake)))

def make_optimizers(G, D):
    return torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999)), torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train(); D.train()
    fake = G(t1)
    optimizer_G.zero_grad()
    loss_g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_g.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_d = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_d.backward()
    optimizer_D.step()
    return {"loss_G": loss_g.item(), "loss_D": loss_d.item()}
