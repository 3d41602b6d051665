import logging
import math
import time

import torch
from torch.nn import BCELoss, L1Loss

logger = logging.getLogger(__name__)
if not logger.handlers:
    logger.addHandler(logging.StreamHandler())
logger.setLevel(logging.INFO)


class Pix2PixAdam(torch.optim.Adam):
    """Adam with the paper's settings and a name for the log"""

    def __init__(self, params, name="?", **overrides):
        settings = dict(lr=2e-4, betas=(0.5, 0.999))
        settings.update(overrides)
        super().__init__(params, **settings)
        self.name, self.calls = name, 0

    def step(self, closure=None):
        self.calls += 1
        return super().step(closure)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = torch.ones_like(pred_fake, memory_format=torch.contiguous_format)
    gan = BCELoss()(pred_fake, ones)
    l1 = L1Loss()(fake_t2, t2)
    logger.info("G: gan %.4f  l1 %.4f", gan.item(), l1.item())
    return gan + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    r = BCELoss()(pred_real, torch.ones_like(pred_real))
    f = BCELoss()(pred_fake, torch.zeros_like(pred_fake))
    logger.info("D: real %.4f  fake %.4f", r.item(), f.item())
    return 0.5 * r + 0.5 * f


def make_optimizers(G, D):
    return Pix2PixAdam(G.parameters(), name="G"), Pix2PixAdam(D.parameters(), name="D")


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    assert t1.shape[0] == t2.shape[0], "batch sizes differ"
    started = time.time()
    G.zero_grad()
    D.zero_grad()
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()

    if not math.isfinite(loss_G.item()):
        logger.warning("loss_G is %s", loss_G.item())
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item(), "seconds": time.time() - started, "fake_t2": fake_t2.detach()}
