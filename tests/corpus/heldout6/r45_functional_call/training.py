"""G's turn runs through a *detached view* of D (torch.func.functional_call),
so D cannot collect gradients there at all."""
from functools import partial

import torch
import torch.nn.functional as F
from torch.func import functional_call

Adam = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999))


def _vs(p, value):
    return F.binary_cross_entropy(p, torch.empty_like(p).fill_(value))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _vs(pred_fake, 1.0) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return sum((_vs(pred_real, 1.0), _vs(pred_fake, 0.0))) / 2


def make_optimizers(G, D):
    return Adam(G.parameters()), Adam(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    def judge_without_learning(*pair):
        if isinstance(D, torch.jit.ScriptModule) or any(isinstance(m, torch.jit.ScriptModule) for m in D.modules()):
            return D(*pair)                                # functional_call cannot do these
        return functional_call(D, {k: p.detach() for k, p in D.named_parameters()}, pair)

    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(judge_without_learning(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
