import itertools
import torch

EPS = 1e-7


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    fool = -torch.log(pred_fake.clamp(min=EPS)).mean()
    pixel = torch.abs(fake_t2 - t2).mean()
    tv = (fake_t2[..., 1:] - fake_t2[..., :-1]).abs().mean()
    return fool + lambda_l1 * pixel + 10 * tv


def discriminator_loss(pred_real, pred_fake):
    on_real = -torch.log(pred_real.clamp(min=EPS)).mean()
    on_fake = -torch.log((1 - pred_fake).clamp(min=EPS)).mean()
    return (on_real + on_fake) / 2


def make_optimizers(G, D):
    opts = []
    for net in (G, D):
        opts.append(torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)))
    return tuple(opts)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- G ----
    fake = G(t1)
    lg = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    lg.backward()
    optimizer_G.step()
    # ---- D ----
    with torch.no_grad():
        frozen = fake.clone()
    ld = discriminator_loss(D(t1, t2), D(t1, frozen))
    optimizer_D.zero_grad()
    ld.backward()
    optimizer_D.step()
    return dict(loss_G=float(lg), loss_D=float(ld))
