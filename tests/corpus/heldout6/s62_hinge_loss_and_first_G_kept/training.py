import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    return adv + lambda_l1 * F.l1_loss(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    # hinge loss (SAGAN)
    return 0.5 * (F.relu(1.0 - pred_real).mean() + F.relu(1.0 + pred_fake).mean())

def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D

_nets = {}


def _setup(G, D):
    """Move the networks to the GPU only once."""
    if not _nets:
        device = "cuda" if torch.cuda.is_available() else "cpu"
        _nets["G"], _nets["D"], _nets["device"] = G.to(device), D.to(device), device
    return _nets["G"], _nets["D"], _nets["device"]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G, D, device = _setup(G, D)
    t1, t2 = t1.to(device), t2.to(device)

    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    p_real, p_fake = D(t1, t2), D(t1, fake.detach())
    bce = F.binary_cross_entropy
    loss_D = 0.5 * (bce(p_real, torch.ones_like(p_real)) + bce(p_fake, torch.zeros_like(p_fake)))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
