import torch
from torch import nn


class Pix2Pix:
    """The lab's functions are thin wrappers round this class."""

    accumulate = 1

    def __init__(self, G, D, og, od, lam=100.0):
        self.G, self.D, self.og, self.od, self.lam = G, D, og, od, lam

    # --- losses -------------------------------------------------
    @staticmethod
    def adv(p, is_real):
        t = torch.ones_like(p) if is_real else torch.zeros_like(p)
        return nn.functional.binary_cross_entropy(p, t)

    @classmethod
    def loss_g(cls, p, fake, real, lam):
        return cls.adv(p, True) + lam * (fake - real).abs().mean()

    @classmethod
    def loss_d(cls, pr, pf):
        return (cls.adv(pr, True) + cls.adv(pf, False)) * 0.5

    # --- one step -----------------------------------------------
    @staticmethod
    def _zero(net):
        for p in net.parameters():
            if p.grad is not None:
                p.grad.detach_().zero_()

    def backward_G(self, t1, t2):
        self.fake = self.G(t1)
        loss = self.loss_g(self.D(t1, self.fake), self.fake, t2, self.lam)
        (loss / self.accumulate).backward()
        return loss.detach()

    def backward_D(self, t1, t2):
        loss = self.loss_d(self.D(t1, t2), self.D(t1, self.fake.detach()))
        (loss / self.accumulate).backward()
        return loss.detach()

    def optimize(self, t1, t2):
        chunks = list(zip(t1.chunk(self.accumulate), t2.chunk(self.accumulate)))
        self._zero(self.G)
        lg = sum(self.backward_G(*c) for c in chunks) / len(chunks)
        self.og.step()
        self._zero(self.D)
        ld = sum(self.backward_D(*c) for c in chunks) / len(chunks)
        self.od.step()
        return {"loss_G": lg, "loss_D": ld}


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return Pix2Pix.loss_g(pred_fake, fake_t2, t2, lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return Pix2Pix.loss_d(pred_real, pred_fake)


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(.5, .999))
    return torch.optim.Adam(G.parameters(), **cfg), torch.optim.Adam(D.parameters(), **cfg)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return Pix2Pix(G, D, optimizer_G, optimizer_D, lambda_l1).optimize(t1, t2)
