import torch
from torch import nn


class GANLoss(nn.Module):
    """Creates the target tensors on the fly, as in the pix2pix code."""

    def __init__(self):
        super().__init__()
        self.loss = nn.BCELoss()

    def forward(self, prediction, target_is_real):
        value = 1.0 if target_is_real else 0.0
        target = torch.tensor(value, device=prediction.device, dtype=prediction.dtype)
        return self.loss(prediction, target.expand_as(prediction))


criterion_gan = GANLoss()
criterion_l1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return criterion_gan(pred_fake, True) + criterion_l1(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return (criterion_gan(pred_real, True) + criterion_gan(pred_fake, False)) * 0.5


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def _update(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_g = _update(optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1))

    fake = fake.detach()
    loss_d = _update(optimizer_D, discriminator_loss(D(t1, t2), D(t1, fake)))
    return {"loss_G": loss_g, "loss_D": loss_d}
