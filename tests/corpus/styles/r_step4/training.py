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

def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    make = functools.partial(optim.Adam, lr=lr, betas=(beta1, 0.999), weight_decay=0)
    return [make(net.parameters()) for net in (G, D)]

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    """闭包写法"""
    record = {}

    def closure_g():
        optimizer_G.zero_grad()
        record["fake"] = G(t1)
        loss = generator_loss(D(t1, record["fake"]), record["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def closure_d():
        optimizer_D.zero_grad()
        loss = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, record["fake"].detach()))
        loss.backward()
        return loss

    return {"loss_G": optimizer_G.step(closure_g), "loss_D": optimizer_D.step(closure_d)}
