import torch
import torch.nn.functional as F
from torch import optim

REAL, FAKE = 1.0, 0.0


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adversarial = F.binary_cross_entropy(pred_fake, pred_fake.new_tensor(REAL).expand_as(pred_fake))
    reconstruction = F.l1_loss(input=fake_t2, target=t2, reduction="sum") / fake_t2.nelement()
    return torch.add(adversarial, reconstruction, alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    total = 0.0
    for pred, label in ((pred_real, REAL), (pred_fake, FAKE)):
        half = torch.full_like(pred, 0.5, requires_grad=False)
        total = total + F.binary_cross_entropy(pred, torch.full_like(pred, label), weight=half)
    return total


def make_optimizers(G, D):
    kw = {"lr": 0.0002, "betas": (0.5, 0.999), "eps": 1e-8, "weight_decay": 0}
    optimizer_G = optim.Adam(params=[p for p in G.parameters()], **kw)
    optimizer_D = optim.Adam(params=[p for p in D.parameters()], **kw)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- G ----
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    # the pass through D left something in D's .grad
    optimizer_D.zero_grad()
    optimizer_G.zero_grad()
    # ---- D ----
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()
    optimizer_D.zero_grad()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
