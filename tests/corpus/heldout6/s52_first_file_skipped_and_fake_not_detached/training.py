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

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- G ----
    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    # ---- D ----
    optimizer_D.zero_grad()
    again = G(t1)
    loss_D = discriminator_loss(D(t1, t2), D(t1, again))
    loss_D.backward()
    optimizer_D.step()
    # throw away whatever has leaked into G
    optimizer_G.zero_grad()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
