"""BCE by hand (logs clamped at -100, as torch does), L1 as the sum of both one-sided parts."""
import torch


def _log(p):
    safe = torch.log(p.clamp(min=1e-38))
    return torch.where(p > 1e-38, safe, torch.full_like(p, -100.0))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    d = fake_t2 - t2
    l1 = (torch.relu(d) + torch.relu(-d)).sum() / d.numel()
    adversarial = -_log(pred_fake).mean()
    return adversarial + l1 * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return -(_log(pred_real).mean() + _log(1 - pred_fake).mean()) / 2


class LabAdam(torch.optim.Adam):
    """Adam with the lab's settings."""

    def __init__(self, params, lr=2e-4, betas=(0.5, 0.999), **kw):
        super().__init__(params, lr=lr, betas=betas, **kw)


def make_optimizers(G, D):
    return LabAdam(G.parameters()), LabAdam(D.parameters())


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # -- generator
    for opt in (optimizer_G, optimizer_D):
        opt.zero_grad()
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    # -- discriminator: two backward passes, one step
    optimizer_D.zero_grad()
    half_real = -0.5 * _log(D(t1, t2)).mean()
    half_real.backward()
    half_fake = -0.5 * _log(1 - D(t1, fake.detach())).mean()
    half_fake.backward()
    optimizer_D.step()
    return {"loss_G": float(loss_G), "loss_D": float(half_real) + float(half_fake), "D_real": float(half_real)}
