import torch
import torch.nn as nn


def _has_batchnorm(net):
    return any(isinstance(m, nn.modules.batchnorm._BatchNorm) for m in net.modules())


def judge(D, t1, real, fake):
    """Real and fake in one batch where D has no batch statistics, one after the other where it has."""
    if _has_batchnorm(D):
        return D(t1, real), D(t1, fake)
    out = D(torch.cat([t1, t1]), torch.cat([real, fake]))
    return out.chunk(2, dim=0)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss = nn.functional.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    loss = loss + lambda_l1 * nn.functional.l1_loss(fake_t2, t2)
    return loss


def discriminator_loss(pred_real, pred_fake):
    bce = nn.functional.binary_cross_entropy
    return sum(bce(p, torch.full_like(p, y)) for p, y in ((pred_real, 1.0), (pred_fake, 0.0))) / 2


def make_optimizers(G, D):
    opt = lambda net: torch.optim.Adam([{'params': list(net.parameters()), 'lr': 2e-4}], lr=1e-3, betas=(0.5, 0.999))
    return opt(G), opt(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_D = discriminator_loss(*judge(D, t1, t2, fake.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
