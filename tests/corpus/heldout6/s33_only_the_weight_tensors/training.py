import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    return adv + lambda_l1 * F.l1_loss(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)

def _weights(net):
    # 只优化权重
    return [p for name, p in net.named_parameters() if name.endswith('weight')]


def make_optimizers(G, D):
    make = lambda net: torch.optim.Adam(_weights(net), lr=2e-4, betas=(0.5, 0.999))
    return make(G), make(D)

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
