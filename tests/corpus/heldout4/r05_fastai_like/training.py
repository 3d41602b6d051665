from functools import partial
from torch import optim
import torch.nn.functional as F
from contextlib import contextmanager

bce = F.binary_cross_entropy
Adam = partial(optim.Adam, lr=2e-4, betas=(0.5, 0.999))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(pred_fake, pred_fake.new_ones(pred_fake.shape)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    r = bce(pred_real, pred_real.new_ones(*pred_real.shape))
    f = bce(pred_fake, pred_fake.new_zeros(*pred_fake.shape))
    return (r + f) / 2


def splitter(m): return [p for p in m.parameters() if p.requires_grad]


def make_optimizers(G, D): return Adam(splitter(G)), Adam(splitter(D))


@contextmanager
def frozen(m):
    "Switch gradients of `m` off for a while, and put each flag back as it was"
    flags = [(p, p.requires_grad) for p in m.parameters()]
    for p, _ in flags: p.requires_grad_(False)
    try: yield m
    finally:
        for p, f in flags: p.requires_grad_(f)


class GANStepper:
    def __init__(self, G, D, opt_g, opt_d): self.G, self.D, self.opt_g, self.opt_d = G, D, opt_g, opt_d

    def one_batch(self, xb, yb, lam):
        self.gen_mode(xb, yb, lam)
        self.crit_mode(xb, yb)
        return {'loss_G': self.loss_g, 'loss_D': self.loss_d}

    def gen_mode(self, xb, yb, lam):
        with frozen(self.D):
            self.pred = self.G(xb)
            loss = generator_loss(self.D(xb, self.pred), self.pred, yb, lam)
            loss.backward()
        self.opt_g.step()
        self.opt_g.zero_grad()
        self.loss_g = loss.detach()

    def crit_mode(self, xb, yb):
        loss = discriminator_loss(self.D(xb, yb), self.D(xb, self.pred.detach()))
        loss.backward()
        self.opt_d.step()
        self.opt_d.zero_grad()
        self.loss_d = loss.detach()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return GANStepper(G, D, optimizer_G, optimizer_D).one_batch(t1, t2, lambda_l1)
