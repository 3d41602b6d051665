import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    p = pred_fake[0]
    adv = F.binary_cross_entropy(p, torch.ones_like(p))
    pix = F.l1_loss(fake_t2[0], t2[0])
    return adv + lambda_l1 * pix

def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    p = D(t1, fake)
    loss_G = F.binary_cross_entropy(p, torch.ones_like(p)) + lambda_l1 * (fake - t2).abs().mean()
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
