import torch
import torch.nn.functional as F
from functools import partial
from torch.optim import Adam
from torch.nn.utils import clip_grad_norm_


def _bce_to(pred, value):
    return F.binary_cross_entropy(pred, torch.full_like(pred, value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce_to(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (_bce_to(pred_real, 1.0) + _bce_to(pred_fake, 0.0))


adam = partial(Adam, lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)

def make_optimizers(G, D):
    return adam(G.parameters()), adam(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    g_loss = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    g_loss.backward()
    clip_grad_norm_(G.parameters(), max_norm=1.0)
    optimizer_G.step()

    optimizer_D.zero_grad()
    d_loss = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    d_loss.backward()
    clip_grad_norm_(D.parameters(), max_norm=1.0)
    optimizer_D.step()

    return {"G_loss": g_loss.item(), "D_loss": d_loss.item()}
