import torch
import torch.nn.functional as F
from contextlib import ExitStack


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # cross entropy of a coin with probabilities (1-p, p)
    both = torch.cat((1 - pred_fake, pred_fake), 1).clamp_min(1e-12).log()
    target = torch.ones_like(pred_fake[:, 0], dtype=torch.long)
    return F.nll_loss(both, target) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    def ce(p, k):
        both = torch.cat((1 - p, p), 1).clamp_min(1e-12).log()
        return F.nll_loss(both, torch.full_like(p[:, 0], k, dtype=torch.long))
    return 0.5 * (ce(pred_real, 1) + ce(pred_fake, 0))


def make_optimizers(G, D):
    common = dict(lr=2e-4, betas=(0.5, 0.999))
    optimizer_G = torch.optim.Adam(G.parameters(), **common)
    optimizer_D = torch.optim.Adam(D.parameters(), **common)
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with torch.enable_grad():
        fake = G(t1)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        grads = torch.autograd.grad(loss_G, [p for g in optimizer_G.param_groups for p in g['params'] if p.requires_grad], allow_unused=True)
    optimizer_G.zero_grad(set_to_none=True)
    it = iter(grads)
    for g in optimizer_G.param_groups:
        for p in g['params']:
            if p.requires_grad:
                p.grad = next(it)
    optimizer_G.step()

    with torch.no_grad():
        fake = fake.clone()
    with torch.enable_grad():
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake))
    optimizer_D.zero_grad(set_to_none=True)
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.detach(), 'loss_D': loss_D.detach()}
