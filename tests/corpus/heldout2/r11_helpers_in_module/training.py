import torch
from utils import bce_map, zero

REAL, FAKE = 1.0, 0.0


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce_map(pred_fake, REAL).mean() + lambda_l1 * torch.mean(torch.abs(t2 - fake_t2))


def discriminator_loss(pred_real, pred_fake):
    return torch.mean(0.5 * bce_map(pred_real, REAL) + 0.5 * bce_map(pred_fake, FAKE))


def make_optimizers(G, D):
    common = {"lr": 2e-4, "betas": (0.5, 0.999)}
    return torch.optim.Adam(list(G.parameters()), **common), torch.optim.Adam(list(D.parameters()), **common)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    zero(optimizer_G, optimizer_D)
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward(inputs=list(G.parameters()))
    optimizer_G.step()
    loss_D = discriminator_loss(D(t1, t2), D(t1, torch.tensor(fake_t2.tolist())))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_D": loss_D.item(), "loss_G": loss_G.item(), "fake": fake_t2.detach()}
