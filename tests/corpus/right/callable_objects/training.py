import torch
from torch import nn


class GeneratorLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.adversarial = nn.BCELoss()
        self.pixel = nn.L1Loss()

    def forward(self, pred_fake, fake_t2, t2, lambda_l1=100.0):
        return self.adversarial(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * self.pixel(fake_t2, t2)


class DiscriminatorLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.bce = nn.BCELoss()

    def forward(self, pred_real, pred_fake):
        real = self.bce(pred_real, torch.ones_like(pred_real))
        fake = self.bce(pred_fake, torch.zeros_like(pred_fake))
        return torch.stack([real, fake]).mean()


generator_loss = GeneratorLoss()
discriminator_loss = DiscriminatorLoss()


def make_optimizers(G, D):
    return [torch.optim.Adam(params=net.parameters(), lr=0.0002, betas=(0.5, 0.999), weight_decay=0) for net in (G, D)]


class TrainStep:
    """Callable object; keeps no state between calls."""

    def __call__(self, G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
        fake_t2, loss_G = self.generator_turn(G, D, optimizer_G, t1, t2, lambda_l1)
        loss_D = self.discriminator_turn(D, optimizer_D, t1, t2, fake_t2.detach())
        return {"loss_G": loss_G, "loss_D": loss_D}

    @staticmethod
    def generator_turn(G, D, optimizer, t1, t2, lambda_l1):
        fake_t2 = G(t1)
        loss = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return fake_t2, loss.item()

    @staticmethod
    def discriminator_turn(D, optimizer, t1, t2, fake_t2):
        loss = discriminator_loss(D(t1, t2), D(t1, fake_t2))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()


train_step = TrainStep()
