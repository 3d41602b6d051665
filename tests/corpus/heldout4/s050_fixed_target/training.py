import torch
import torch.nn as nn


PATCH = (1, 30, 30)   # output size of the 70x70 PatchGAN
bce = nn.BCELoss()
l1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones((t2.size(0), *PATCH), device=t2.device)
    return bce(pred_fake, valid) + lambda_l1 * l1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    n = pred_real.size(0)
    valid = torch.ones((n, *PATCH), device=pred_real.device)
    fake = torch.zeros((n, *PATCH), device=pred_real.device)
    return 0.5 * (bce(pred_real, valid) + bce(pred_fake, fake))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- generator ----
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # ---- discriminator ----
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
