import torch
from torch.nn import functional as F
from torch.optim import Adam


real_target = lambda p: torch.ones_like(p)
fake_target = lambda p: torch.zeros_like(p)

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, real_target(pred_fake)) + lambda_l1 * (fake_t2 - t2).abs().mean()

def discriminator_loss(pred_real, pred_fake):
    d_real = F.binary_cross_entropy(pred_real, real_target(pred_real))
    d_fake = F.binary_cross_entropy(pred_fake, fake_target(pred_fake))
    return d_real + d_fake * 0.5


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


def set_requires_grad(net, flag):
    for p in net.parameters():
        p.requires_grad_(flag)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)

    set_requires_grad(D, False)
    optimizer_G.zero_grad(set_to_none=True)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    set_requires_grad(D, True)
    optimizer_D.zero_grad(set_to_none=True)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()

    return dict(loss_G=loss_G.detach(), loss_D=loss_D.detach())
