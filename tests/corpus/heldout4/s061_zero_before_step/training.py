import torch
from torch.optim import Adam


EPS = 1e-12

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = -torch.log(pred_fake.clamp(min=EPS)).mean()
    rec = (fake_t2 - t2).abs().mean()
    return adv + lambda_l1 * rec

def discriminator_loss(pred_real, pred_fake):
    real = -torch.log(pred_real.clamp(min=EPS)).mean()
    fake = -torch.log((1.0 - pred_fake).clamp(min=EPS)).mean()
    return 0.5 * (real + fake)


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.zero_grad()
    optimizer_G.step()

    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    losses = {}
    losses["loss_G"] = loss_G.item()
    losses["loss_D"] = loss_D.item()
    return losses
