import torch
import torch.nn as nn
import logging

logger = logging.getLogger(__name__)
bce = nn.BCELoss()
l1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = bce(pred_fake, torch.ones_like(pred_fake, device=pred_fake.device))
    rec = l1(fake_t2, t2)
    logger.debug('adv %.4f rec %.4f', adv.item(), rec.item())
    return adv + lambda_l1 * rec


def discriminator_loss(pred_real, pred_fake):
    return .5 * bce(pred_real, torch.ones_like(pred_real)) + .5 * bce(pred_fake, torch.zeros_like(pred_fake))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(.5, .999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(.5, .999))
    return optimizer_G, optimizer_D


class EventStopper:
    """a hook on the fake: stores the gradient's norm for the log"""

    def __init__(self):
        self.norm = 0.0

    def __call__(self, grad):
        self.norm = grad.norm().item()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    probe = EventStopper()
    fake = G(t1)
    handle = fake.register_hook(probe) if fake.requires_grad else None
    optimizer_G.zero_grad()
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    if handle is not None:
        handle.remove()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item(), 'grad_norm_fake': probe.norm}
