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

CONFIG = dict(lr=2e-4, betas=(.5, .999), eps=1e-8)


def make_optimizers(G, D):
    opts = {}
    for name, net in {"G": G, "D": D}.items():
        opts[name] = optim.AdamW([{"params": [p], "name": n} for n, p in net.named_parameters()], weight_decay=0.0, **CONFIG)
    return opts["G"], opts["D"]

class Trainer:
    def __init__(self, G, D, og, od, lam):
        self.G, self.D, self.og, self.od, self.lam = G, D, og, od, lam

    def update(self, optimizer, loss):
        optimizer.zero_grad(set_to_none=True)
        loss.backward(inputs=[p for group in optimizer.param_groups for p in group["params"]])
        optimizer.step()
        return loss.detach()

    def __call__(self, x, y):
        z = self.G(x)
        g = self.update(self.og, generator_loss(self.D(x, z), z, y, self.lam))
        d = self.update(self.od, discriminator_loss(self.D(x, y), self.D(x, z.detach())))
        return {"loss_G": g, "loss_D": d}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return Trainer(G, D, optimizer_G, optimizer_D, lambda_l1)(t1, t2)
