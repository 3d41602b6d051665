import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


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
    # (1) update G
    gen = G(t1)
    lossG = generator_loss(D(t1, gen), gen, t2, lambda_l1=lambda_l1)
    G.zero_grad(); D.zero_grad()
    lossG.backward()
    optimizer_G.step()

    # (2) update D on a fake of the new G
    gen = G(t1).detach()
    lossD = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, gen))
    G.zero_grad(); D.zero_grad()
    lossD.backward()
    optimizer_D.step()
    return dict(loss_G=np.float32(lossG.item()), loss_D=np.float32(lossD.item()))
