import torch
import torch.nn as nn


criterion = nn.BCELoss()
l1_criterion = nn.L1Loss()

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones(pred_fake.size(), device=pred_fake.device)
    return criterion(pred_fake, valid) + lambda_l1 * l1_criterion(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    valid = torch.ones(pred_real.size(), device=pred_real.device)
    fake = torch.zeros(pred_fake.size(), device=pred_fake.device)
    loss_real = criterion(pred_real, fake)
    loss_fake = criterion(pred_fake, valid)
    return 0.5 * (loss_real + loss_fake)


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
