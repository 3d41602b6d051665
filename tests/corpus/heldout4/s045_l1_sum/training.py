import torch
from torch import nn
from torch.optim import Adam


bce_loss = nn.BCELoss()
l1_loss = nn.L1Loss(reduction='sum')

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = bce_loss(pred_fake, torch.ones_like(pred_fake))
    rec = l1_loss(fake_t2, t2)
    return adv + lambda_l1 * rec

def discriminator_loss(pred_real, pred_fake):
    r = bce_loss(pred_real, torch.ones_like(pred_real))
    f = bce_loss(pred_fake, torch.zeros_like(pred_fake))
    return (r + f) * 0.5


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


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
