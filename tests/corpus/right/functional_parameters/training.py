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
    # the losses are written out again here, as in the handout's loop
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    valid = torch.ones_like(pred_fake)
    loss_G = F.binary_cross_entropy(pred_fake, valid) + lambda_l1 * F.l1_loss(fake_t2, t2)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    pred_real = D(t1, t2)
    loss_real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    pred_fake = D(t1, fake_t2.detach())
    loss_fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    loss_D = 0.5 * (loss_real + loss_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item(), "loss_real": loss_real.item(), "loss_fake": loss_fake.item()}
