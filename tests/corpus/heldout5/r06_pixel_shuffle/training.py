"""Both optimizers are driven by closures."""
import torch
import torch.nn.functional as F
from collections import OrderedDict


def bce(p, label):
    return F.binary_cross_entropy(p, torch.empty_like(p).fill_(label))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(pred_fake, 1) + lambda_l1 * torch.mean(torch.abs(fake_t2 - t2))


def discriminator_loss(pred_real, pred_fake):
    return torch.lerp(bce(pred_real, 1), bce(pred_fake, 0), 0.5)


def make_optimizers(G, D):
    return (torch.optim.Adam(G.parameters(), 2e-4, (0.5, 0.999)),
            torch.optim.Adam(D.parameters(), 2e-4, (0.5, 0.999)))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    keep = {}

    def for_G():
        optimizer_G.zero_grad()
        keep["fake"] = G(t1)
        loss = generator_loss(D(t1, keep["fake"]), keep["fake"], t2, lambda_l1)
        loss.backward()
        return loss

    def for_D():
        optimizer_D.zero_grad()
        loss = discriminator_loss(D(t1, t2), D(t1, keep["fake"].detach()))
        loss.backward()
        return loss

    loss_G = optimizer_G.step(for_G)
    loss_D = optimizer_D.step(for_D)
    return OrderedDict(loss_G=loss_G.item(), loss_D=loss_D.item(), lambda_l1=lambda_l1)
