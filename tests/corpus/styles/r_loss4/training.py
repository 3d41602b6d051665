import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


class GANLoss(nn.Module):
    def __init__(self, real=1.0, fake=0.0):
        super().__init__()
        self.register_buffer("real", torch.tensor(real))
        self.register_buffer("fake", torch.tensor(fake))
        self.loss = nn.BCELoss()

    def forward(self, prediction, target_is_real):
        target = (self.real if target_is_real else self.fake).expand_as(prediction)
        return self.loss(prediction, target)


gan_loss, pixel_loss = GANLoss(), nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    losses = {"gan": gan_loss(pred_fake, True), "l1": lambda_l1 * pixel_loss(fake_t2, t2)}
    return sum(losses.values())


def discriminator_loss(pred_real, pred_fake):
    return (gan_loss(pred_real, True) + gan_loss(pred_fake, False)) / 2.0

class Optimizers(tuple):
    pass


def make_optimizers(G, D):
    decay = lambda net: [{"params": (p for p in net.parameters() if p.ndim > 1)}, {"params": (p for p in net.parameters() if p.ndim <= 1)}]
    return Optimizers(optim.Adam(decay(n), lr=0.2e-3, betas=(1 / 2, 1 - 1e-3)) for n in (G, D))

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
