"""Everything in one training class, thin functions around it"""
import torch
from torch.nn import BCELoss, L1Loss
from torch.optim import Adam
from torch.optim.lr_scheduler import LambdaLR


class Losses:
    bce = staticmethod(BCELoss())
    mae = staticmethod(L1Loss())

    @classmethod
    def generator(cls, pred_fake, fake_t2, t2, lambda_l1):
        return cls.bce(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * cls.mae(fake_t2, t2)

    @classmethod
    def discriminator(cls, pred_real, pred_fake):
        return 0.5 * (cls.bce(pred_real, torch.ones_like(pred_real)) + cls.bce(pred_fake, torch.zeros_like(pred_fake)))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return Losses.generator(pred_fake, fake_t2, t2, lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return Losses.discriminator(pred_real, pred_fake)


def make_optimizers(G, D):
    opts = tuple(Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in (G, D))
    for o in opts:
        LambdaLR(o, lr_lambda=lambda epoch: 1.0)      # a constant schedule for now
    return opts


class Trainer:
    def __init__(self, G, D, optimizer_G, optimizer_D, lambda_l1):
        self.__dict__.update(locals())

    def step(self, t1, t2):
        return {**self.step_G(t1, t2), **self.step_D(t1, t2)}

    def step_G(self, t1, t2):
        self.fake = self.G(t1)
        loss = generator_loss(self.D(t1, self.fake), self.fake, t2, self.lambda_l1)
        self.optimizer_G.zero_grad()
        loss.backward()
        self.optimizer_G.step()
        return {"loss_G": loss.item()}

    def step_D(self, t1, t2):
        loss = discriminator_loss(self.D(t1, t2), self.D(t1, self.fake.detach()))
        self.optimizer_D.zero_grad()
        loss.backward()
        self.optimizer_D.step()
        return {"loss_D": loss.item()}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return Trainer(G, D, optimizer_G, optimizer_D, lambda_l1).step(t1, t2)
