"""Gradients by torch.autograd.grad: nothing ever lands in the other network's .grad."""
import torch
from torch.nn.functional import binary_cross_entropy as bce, smooth_l1_loss as l1_loss

LR, BETAS = 2e-4, (0.5, 0.999)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(pred_fake, pred_fake.new_ones(pred_fake.shape)) + lambda_l1 * l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return (bce(pred_real, pred_real.new_ones(pred_real.shape)) + bce(pred_fake, pred_fake.new_zeros(pred_fake.shape))) / 2


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(list(net.parameters()), lr=LR, betas=BETAS) for net in (G, D))


def _apply(loss, optimizer):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = g
    optimizer.step()
    for p in params:
        p.grad = None


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    _apply(loss_g, optimizer_G)
    loss_d = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    _apply(loss_d, optimizer_D)
    return dict(loss_G=float(loss_g), loss_D=float(loss_d))
