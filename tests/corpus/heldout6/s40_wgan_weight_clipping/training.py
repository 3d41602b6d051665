import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    return adv + lambda_l1 * F.l1_loss(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

class Trainer:
    clip = 0.01

    def __init__(self, G, D, opt_g, opt_d, lam):
        self.G, self.D, self.opt_g, self.opt_d, self.lam = G, D, opt_g, opt_d, lam

    def step_g(self, t1, t2):
        self.opt_g.zero_grad()
        self.fake = self.G(t1)
        loss = generator_loss(self.D(t1, self.fake), self.fake, t2, self.lam)
        loss.backward()
        self.opt_g.step()
        return loss.item()

    def step_d(self, t1, t2):
        self.opt_d.zero_grad()
        loss = discriminator_loss(self.D(t1, t2), self.D(t1, self.fake.detach()))
        loss.backward()
        self.opt_d.step()
        for p in self.D.parameters():
            p.data.clamp_(-self.clip, self.clip)
        return loss.item()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    t = Trainer(G, D, optimizer_G, optimizer_D, lambda_l1)
    g = t.step_g(t1, t2)
    return {'loss_G': g, 'loss_D': t.step_d(t1, t2)}
