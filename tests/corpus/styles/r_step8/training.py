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
    return torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999)), torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    d_state = [p.requires_grad for p in D.parameters()]
    D.requires_grad_(False)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    D.requires_grad_(True)
    detached = fake_t2.detach().clone()
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, detached))
    loss_D.backward()
    optimizer_D.step()
    result = {}
    result["loss_G"], result["loss_D"] = map(lambda v: v.detach().double(), (loss_G, loss_D))
    return result
