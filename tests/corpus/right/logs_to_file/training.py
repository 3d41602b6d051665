import csv
import logging
import os

import torch
import torch.nn.functional as F

os.makedirs("checkpoints", exist_ok=True)
logging.basicConfig(filename="train.log", level=logging.DEBUG)
log = logging.getLogger("train")


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
                  + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake)))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    losses = {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
    with open("losses.csv", "a", newline="") as f:
        csv.writer(f).writerow(losses.values())
    log.debug("losses %s", losses)
    return losses
