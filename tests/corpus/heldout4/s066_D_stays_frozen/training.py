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


LEARNING_RATE = 2e-4
BETAS = (0.5, 0.999)


def make_optimizers(G, D):
    return (
        Adam(G.parameters(), lr=LEARNING_RATE, betas=BETAS),
        Adam(D.parameters(), lr=LEARNING_RATE, betas=BETAS),
    )


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # generator turn: freeze D like `discriminator.trainable = False` in Keras
    for p in D.parameters():
        p.requires_grad = False
    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # discriminator turn
    for p in G.parameters():
        p.requires_grad = True
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    if loss_D.requires_grad:
        loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
