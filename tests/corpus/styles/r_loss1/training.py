import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


EPS = 1e-12


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return -torch.log(pred_fake + EPS).mean() + lambda_l1 * torch.mean(torch.abs(t2 - fake_t2))


def discriminator_loss(pred_real, pred_fake):
    return -(torch.log(pred_real + EPS).mean() + torch.log(1 - pred_fake + EPS).mean()) / 2

def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    make = functools.partial(optim.Adam, lr=lr, betas=(beta1, 0.999), weight_decay=0)
    return [make(net.parameters()) for net in (G, D)]

def set_requires_grad(net, flag):
    for p in net.parameters():
        p.requires_grad = flag


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    set_requires_grad(D, False)
    fake_B = G(t1)
    loss_G = generator_loss(D(t1, fake_B), fake_B, t2, lambda_l1=lambda_l1)
    optimizer_G.zero_grad(set_to_none=False)
    loss_G.backward()
    optimizer_G.step()
    set_requires_grad(D, True)
    with torch.no_grad():
        fake_B = G(t1)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_B))
    optimizer_D.zero_grad(set_to_none=False)
    loss_D.backward()
    optimizer_D.step()
    return dict(loss_G=loss_G.detach(), loss_D=loss_D.detach(), fake=fake_B)
