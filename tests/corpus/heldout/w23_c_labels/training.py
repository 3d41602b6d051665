import torch
from torch import nn


class GanCriterion:
    def __init__(self):
        self.bce = nn.BCELoss()
        self.l1 = nn.L1Loss()

    def adversarial(self, scores, label):
        return self.bce(scores, torch.zeros_like(scores) + label)


CRIT = GanCriterion()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return CRIT.adversarial(pred_fake, 1.0) + lambda_l1 * CRIT.l1(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    real = CRIT.adversarial(pred_real, 0.0)
    fake = CRIT.adversarial(pred_fake, 1.0)
    return (real + fake) / 2


def make_optimizers(G, D):
    settings = {"lr": 0.0002, "betas": (0.5, 0.999)}
    opt_G = torch.optim.Adam(params=list(G.parameters()), **settings)
    opt_D = torch.optim.Adam(params=list(D.parameters()), **settings)
    return opt_G, opt_D


class Trainer:
    def __init__(self, G, D, og, od, lam):
        self.G, self.D, self.og, self.od, self.lam = G, D, og, od, lam

    def step_G(self, t1, t2):
        self.fake = self.G(t1)
        loss = generator_loss(self.D(t1, self.fake), self.fake, t2, self.lam)
        self.og.zero_grad()
        loss.backward()
        self.og.step()
        return loss

    def step_D(self, t1, t2):
        with torch.no_grad():
            fake = self.fake.clone()
        loss = discriminator_loss(self.D(t1, t2), self.D(t1, fake))
        self.od.zero_grad()
        loss.backward()
        self.od.step()
        return loss


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    trainer = Trainer(G, D, optimizer_G, optimizer_D, lambda_l1)
    loss_G = trainer.step_G(t1, t2)
    loss_D = trainer.step_D(t1, t2)
    return dict(loss_G=loss_G.detach(), loss_D=loss_D.detach())
