import torch
import torch.nn as nn
import torch.nn.functional as F

# гиперпараметры
LR = 2e-4
B1, B2 = .5, .999


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    обман = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    пиксели = F.l1_loss(fake_t2, t2)
    return обман + lambda_l1 * пиксели


def discriminator_loss(pred_real, pred_fake):
    настоящие = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    поддельные = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return torch.mean(torch.stack((поддельные, поддельные)))


def make_optimizers(G, D):
    return torch.optim.Adam(G.parameters(), lr=LR, betas=(B1, B2)), torch.optim.Adam(D.parameters(), lr=LR, betas=(B1, B2))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # градиенты чистим после шага
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    G.zero_grad()
    D.zero_grad()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()
    D.zero_grad()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item(), "fake": fake_t2.detach()}
