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

def make_optimizers(G, D):
    def trainable(m):
        return [p for p in m.parameters() if p.requires_grad]
    optimizer_G = optim.Adam(trainable(G), 0.0002, [0.5, 0.999], foreach=False)
    optimizer_D = optim.Adam(trainable(D), 0.0002, [0.5, 0.999], foreach=False)
    return optimizer_G, optimizer_D

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
