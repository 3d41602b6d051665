__all__ = ["generator_loss", "discriminator_loss"]

import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    return gan + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)
