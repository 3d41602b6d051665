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
    kept = {}

    def closure_G():
        optimizer_G.zero_grad()
        kept["fake"] = G(t1)
        loss = generator_loss(D(t1, kept["fake"]), kept["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def closure_D():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, kept["fake"].detach()))
        loss.backward()
        return loss

    loss_G = optimizer_G.step(closure_G)
    loss_D = optimizer_D.step(closure_D)
    return {"loss_G": loss_G, "loss_D": loss_D}
