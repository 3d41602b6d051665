import torch
from torch.nn import functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake.flatten(), torch.ones(pred_fake.numel(), dtype=pred_fake.dtype, device=pred_fake.device))
    return adv + lambda_l1 * torch.linalg.vector_norm((fake_t2 - t2).reshape(-1), ord=1) / t2.numel()


def discriminator_loss(pred_real, pred_fake):
    terms = []
    for pred, label in [(pred_real, 1.), (pred_fake, 0.)]:
        flat = pred.flatten()
        terms.append(F.binary_cross_entropy(flat, flat.new_full((flat.numel(),), label)))
    return 0.5 * terms[0] + 0.5 * terms[1]


def make_optimizers(G, D):
    optimizer = lambda net: torch.optim.Adam({id(p): p for p in net.parameters()}.values(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer(G), optimizer(D)


class Clock:
    """count of the steps, just for the log"""
    n = 0


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    Clock.n += 1
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    G.zero_grad(set_to_none=True)
    D.zero_grad(set_to_none=True)
    loss_G.backward()
    optimizer_G.step()
    del pred_fake

    D.zero_grad(set_to_none=True)
    loss_D = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, fake_t2.detach()))
    loss_D.backward()
    optimizer_D.step()
    D.zero_grad(set_to_none=True)
    return {'step': Clock.n, 'loss_G': loss_G.item(), 'loss_D': loss_D.item(), 'lr': optimizer_G.param_groups[0]['lr']}
