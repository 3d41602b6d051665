import torch
import torch.nn.functional as F
from torch.optim import Adam


def _bce_to(pred, value):
    return F.binary_cross_entropy(pred, torch.full_like(pred, value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _bce_to(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (_bce_to(pred_real, 1.0) + _bce_to(pred_fake, 0.0))


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # train G
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # train D
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
