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

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

def decay(optimizer, rate=0.9):
    for group in optimizer.param_groups:
        group['lr'] = group['lr'] * rate


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    g_loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    g_loss.backward()
    optimizer_G.step()

    d_loss = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad()
    d_loss.backward()
    optimizer_D.step()

    decay(optimizer_G)
    decay(optimizer_D)
    return {'loss_G': g_loss.item(), 'loss_D': d_loss.item()}
