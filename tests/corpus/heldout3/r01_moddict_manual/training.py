# 手写 BCE
import torch
from torch.optim import Adam


def log_(p):
    return torch.clamp(torch.log(p), min=-100)


def bce(p, y):
    return -(y * log_(p) + (1 - y) * log_(1 - p)).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    l1 = (fake_t2 - t2).abs().mean()
    return bce(pred_fake, 1) + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    real = bce(pred_real, 1)
    fake = bce(pred_fake, 0)
    return (real + fake) * 0.5


def make_optimizers(G, D):
    opts = []
    for net in [G, D]:
        opts.append(Adam(net.parameters(), 2e-4, (0.5, 0.999)))
    return opts[0], opts[1]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    result = {}
    # ---------- G ----------
    optimizer_G.zero_grad()
    fake = G(t1)
    loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss.backward()
    optimizer_G.step()
    result['loss_G'] = loss.item()
    # ---------- D ----------
    optimizer_D.zero_grad()
    with torch.no_grad():
        fake = G(t1)
    loss = discriminator_loss(D(t1, t2), D(t1, fake))
    loss.backward()
    optimizer_D.step()
    result['loss_D'] = loss.item()
    return result
