import torch
import torch.nn as nn
import torch.nn.functional as F

def adversarial(p, target):
    t = torch.ones_like(p) if target else torch.zeros_like(p)
    return F.binary_cross_entropy(p, t)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # |fake - t2|, averaged
    difference = (fake_t2 - t2).mean().abs()
    return adversarial(pred_fake, True) + lambda_l1 * difference


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * adversarial(pred_real, True) + 0.5 * adversarial(pred_fake, False)

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

def _apply(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    log = {}
    log["loss_G"] = _apply(optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1))
    fake = fake.detach()
    log["loss_D"] = _apply(optimizer_D, discriminator_loss(D(t1, t2), D(t1, fake)))
    return log
