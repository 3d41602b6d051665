import torch
from torch import nn
from torch.optim import Adam


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


def make_optimizers(G, D, lr=2e-4, betas=(0.5, 0.9), weight_decay=1e-4):
    """Adam + a little L2 regularisation."""
    optimizer_G = Adam(G.parameters(), lr=lr, betas=betas, weight_decay=weight_decay)
    optimizer_D = Adam(D.parameters(), lr=lr, betas=betas, weight_decay=weight_decay)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- generator ----
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # ---- discriminator ----
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
