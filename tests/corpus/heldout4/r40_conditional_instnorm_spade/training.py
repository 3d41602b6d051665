import torch
import torch.nn.functional as F


def _logit_bce(p, real):
    """-log sigmoid(z) = softplus(-z), with z = log p - log(1-p) in double precision"""
    q = p.double().clamp(1e-12, 1 - 1e-12)
    z = torch.log(q) - torch.log1p(-q)
    return F.softplus(-z if real else z).mean().to(p.dtype)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _logit_bce(pred_fake, True) + lambda_l1 * (fake_t2 - t2).abs().mean(dim=(1, 2, 3)).mean()


def discriminator_loss(pred_real, pred_fake):
    return (_logit_bce(pred_real, True) + _logit_bce(pred_fake, False)) * 0.5


def make_optimizers(G, D):
    named = lambda m: [p for _, p in m.named_parameters()]
    return torch.optim.Adam(named(G), lr=2e-4, betas=(0.5, 0.999), eps=1e-8, weight_decay=0, amsgrad=False), \
        torch.optim.Adam(named(D), lr=2e-4, betas=(0.5, 0.999), eps=1e-8, weight_decay=0, amsgrad=False)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # forward once, keep what both halves need
    fake_t2 = G(t1)
    fake_for_D = fake_t2.detach()

    # generator half; D's own gradients are dropped with optimizer_D.zero_grad below
    optimizer_G.zero_grad()
    loss_G = generator_loss(pred_fake=D(t1, fake_t2), fake_t2=fake_t2, t2=t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # discriminator half
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, fake_for_D))
    loss_D.backward()
    optimizer_D.step()
    mae = (fake_for_D - t2).abs().mean()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item(), 'mae': mae.item(), 'psnr': (-20 * torch.log10((fake_for_D - t2).pow(2).mean().sqrt() / 2 + 1e-8)).item()}
