import torch
import torch.nn as nn


bce = nn.BCELoss()
l1 = nn.L1Loss()

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # the generator wants D to say "real"
    real_label = torch.ones_like(pred_fake)
    loss_gan = bce(pred_fake, real_label)
    loss_l1 = l1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1

def discriminator_loss(pred_real, pred_fake):
    loss_real = bce(pred_real, torch.ones_like(pred_real))
    loss_fake = bce(pred_fake, torch.zeros_like(pred_fake))
    return (loss_real + loss_fake) / 2


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)

    # Discriminator
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2)
    loss_D = discriminator_loss(pred_real, pred_fake)
    # without retain_graph: "Trying to backward through the graph a second time"
    loss_D.backward(retain_graph=True)
    optimizer_D.step()

    # Generator
    optimizer_G.zero_grad()
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
