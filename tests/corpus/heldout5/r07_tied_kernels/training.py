"""Losses in double precision inside, decorated functions, a training class behind `train_step`."""
import functools
from dataclasses import dataclass
from typing import Any

import torch


def in_double(fn):
    @functools.wraps(fn)
    def wrapper(*tensors, **kw):
        out = fn(*(t.double() if torch.is_tensor(t) else t for t in tensors),
                 **{k: v.double() if torch.is_tensor(v) else v for k, v in kw.items()})
        return out.float()
    return wrapper


@in_double
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = torch.ones_like(pred_fake)
    return torch.nn.functional.binary_cross_entropy(pred_fake, ones) + lambda_l1 * (fake_t2 - t2).abs().mean()


@in_double
def discriminator_loss(pred_real, pred_fake):
    bce = torch.nn.functional.binary_cross_entropy
    return (bce(pred_real, torch.ones_like(pred_real)) + bce(pred_fake, torch.zeros_like(pred_fake))).mul(0.5)


def make_optimizers(G, D, lr=2e-4, beta1=0.5):
    def make(net):
        return torch.optim.Adam(net.parameters(), lr=lr, betas=(beta1, 0.999))
    return make(G), make(D)


@dataclass
class Trainer:
    G: Any
    D: Any
    optimizer_G: Any
    optimizer_D: Any
    lambda_l1: float = 100.0

    def generator_turn(self, t1, t2):
        self.optimizer_G.zero_grad()
        self.fake = self.G(t1)
        loss = generator_loss(self.D(t1, self.fake), self.fake, t2, lambda_l1=self.lambda_l1)
        loss.backward()
        self.optimizer_G.step()
        return loss

    def discriminator_turn(self, t1, t2):
        self.optimizer_D.zero_grad()
        loss = discriminator_loss(pred_real=self.D(t1, t2), pred_fake=self.D(t1, self.fake.detach()))
        loss.backward()
        self.optimizer_D.step()
        return loss

    def step(self, t1, t2):
        return {"loss_G": self.generator_turn(t1, t2).item(), "loss_D": self.discriminator_turn(t1, t2).item()}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return Trainer(G, D, optimizer_G, optimizer_D, lambda_l1).step(t1, t2)
