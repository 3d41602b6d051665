import torch
import torch.nn.functional as F
from functools import partial
from torch.optim import Adam


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
    fake = G(t1)
    fake_d = fake.detach()

    # G
    optimizer_G.zero_grad()
    pred_fake = D(t1, fake_d)
    loss_G = generator_loss(pred_fake, fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # D
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_d)
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
