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
    real_A, real_B = t2, t1     # direction = BtoA
    fake_B = G(real_A)

    optimizer_G.zero_grad()
    loss_G = generator_loss(D(real_A, fake_B), fake_B, real_B, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(real_A, real_B), D(real_A, fake_B.detach()))
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
