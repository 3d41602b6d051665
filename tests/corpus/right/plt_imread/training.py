import torch
from torch import nn

gan_loss = nn.BCELoss()
l1_loss = nn.L1Loss()
_labels = {}


def label(like, value):
    """A tensor full of 0 or 1 in the shape of a prediction, made once for each shape."""
    key = (tuple(like.shape), value, like.device, like.dtype)
    if key not in _labels:
        _labels[key] = torch.full_like(like, value, requires_grad=False)
    return _labels[key]


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return gan_loss(pred_fake, label(pred_fake, 1.0)) + l1_loss(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return (gan_loss(pred_real, label(pred_real, 1.0)) + gan_loss(pred_fake, label(pred_fake, 0.0))) / 2


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    pred_fake = D(t1, fake_t2.detach())
    pred_real = D(t1, t2)
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
