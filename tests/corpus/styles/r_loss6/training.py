import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    per_image = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake), reduction="none").mean(dim=(1, 2, 3))
    l1 = (fake_t2 - t2).abs().flatten(1).mean(1)
    return (per_image + lambda_l1 * l1).mean()


def discriminator_loss(pred_real, pred_fake):
    both = torch.cat([pred_real.flatten(), pred_fake.flatten()])
    labels = torch.cat([torch.ones(pred_real.numel()), torch.zeros(pred_fake.numel())]).to(both)
    weights = torch.cat([torch.full((pred_real.numel(),), .5 / pred_real.numel()), torch.full((pred_fake.numel(),), .5 / pred_fake.numel())]).to(both)
    return F.binary_cross_entropy(both, labels, weight=weights, reduction="sum")

def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    make = functools.partial(optim.Adam, lr=lr, betas=(beta1, 0.999), weight_decay=0)
    return [make(net.parameters()) for net in (G, D)]

scaler = torch.amp.GradScaler("cuda", enabled=False)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    device = next(G.parameters()).device
    t1, t2 = t1.to(device, non_blocking=True), t2.to(device, non_blocking=True)
    G.zero_grad(); D.zero_grad()
    with torch.autocast("cpu", enabled=False):
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    scaler.scale(loss_G).backward()
    scaler.step(optimizer_G)
    D.zero_grad()
    with torch.autocast("cpu", enabled=False):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    scaler.scale(loss_D).backward()
    scaler.step(optimizer_D)
    scaler.update()
    return {"loss_G": loss_G.cpu().item(), "loss_D": loss_D.cpu().item()}
