import torch
from torch import optim


EPS = 1e-12

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = -torch.log(pred_fake.clamp(min=EPS)).mean()
    rec = (fake_t2 - t2).abs().mean()
    return adv + lambda_l1 * rec

def discriminator_loss(pred_real, pred_fake):
    real = -torch.log(pred_real.clamp(min=EPS)).mean()
    fake = -torch.log((1.0 - pred_fake).clamp(min=EPS)).mean()
    return 0.5 * (real + fake)


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 1) generator
    fake = G(t1)
    optimizer_G.zero_grad()
    loss_G = generator_loss(D(t1, fake), fake, t1, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # 2) discriminator
    fake = fake.detach()
    optimizer_D.zero_grad()
    real_score = D(t1, t2)
    fake_score = D(t2, fake)
    loss_D = discriminator_loss(real_score, fake_score)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
