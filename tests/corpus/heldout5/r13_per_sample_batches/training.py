"""`backward(inputs=...)` puts gradients only where they belong; gradients are cleared after each step."""
import torch
import torch.nn as nn

BCE, L1 = nn.BCELoss(reduction="none"), nn.L1Loss(reduction="none")


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return BCE(pred_fake, torch.ones_like(pred_fake)).mean() + lambda_l1 * L1(fake_t2, t2).mean()


def discriminator_loss(pred_real, pred_fake):
    real = BCE(pred_real, torch.ones_like(pred_real))
    fake = BCE(pred_fake, torch.zeros_like(pred_fake))
    return real.mean() / 2 + fake.mean() / 2


def make_optimizers(G, D):
    made = []
    for net in (G, D):
        ps = [p for p in net.parameters()]
        groups = [{"params": [p for p in ps if p.ndim > 1]}, {"params": [p for p in ps if p.ndim <= 1]}]
        made.append(torch.optim.Adam([g for g in groups if g["params"]], lr=2e-4, betas=(0.5, 0.999)))
    return tuple(made)


def _backward(loss, optimizer):
    leaves = [p for group in optimizer.param_groups for p in group["params"] if p.requires_grad]
    if leaves:
        loss.backward(inputs=leaves)
    else:
        loss.backward()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    _backward(loss_G, optimizer_G)
    optimizer_G.step()
    optimizer_G.zero_grad()

    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    _backward(loss_D, optimizer_D)
    optimizer_D.step()
    optimizer_D.zero_grad()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
