"""A step as two phases of one generic routine (match/case decides the loss)."""
import torch
from torch.nn import functional as nnf


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = torch.ones(pred_fake.shape, dtype=pred_fake.dtype, device=pred_fake.device)
    l1 = torch.linalg.vector_norm((fake_t2 - t2).flatten(), ord=1) / t2.numel()
    return nnf.binary_cross_entropy(pred_fake, ones) + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    p = torch.cat([pred_real.flatten(), pred_fake.flatten()])
    y = torch.cat([torch.ones_like(pred_real).flatten(), torch.zeros_like(pred_fake).flatten()])
    w = torch.cat([torch.full_like(pred_real, 0.5 / pred_real.numel()).flatten(),
                   torch.full_like(pred_fake, 0.5 / pred_fake.numel()).flatten()])
    return nnf.binary_cross_entropy(p, y, weight=w, reduction="sum")


def make_optimizers(G, D):
    optimizers = {}
    for name, net in dict(G=G, D=D).items():
        optimizers[name] = torch.optim.Adam(net.parameters(), lr=0.0002, betas=(0.5, 0.999), eps=1e-8)
    return optimizers


def _phase(which, G, D, optimizer, t1, t2, fake, lam):
    match which:
        case "G":
            loss = generator_loss(D(t1, fake), fake, t2, lam)
        case "D":
            loss = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, fake.detach()))
        case _:
            raise KeyError(which)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    assert t1.shape == t2.shape, (t1.shape, t2.shape)
    fake = G(t1)
    losses = {}
    for which, optimizer in (("G", optimizer_G), ("D", optimizer_D)):
        losses["loss_" + which] = _phase(which, G, D, optimizer, t1, t2, fake, lambda_l1)
    return losses
