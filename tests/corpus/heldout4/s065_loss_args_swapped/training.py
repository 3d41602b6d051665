from torch import optim
import torch


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


EPS = 1e-12

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = -torch.log(pred_fake.clamp(min=EPS)).mean()
    rec = (fake_t2 - t2).abs().mean()
    return adv + lambda_l1 * rec

def discriminator_loss(pred_real, pred_fake):
    real = -torch.log(pred_real.clamp(min=EPS)).mean()
    fake = -torch.log((1.0 - pred_fake).clamp(min=EPS)).mean()
    return 0.5 * (real + fake)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    fake_score = D(t1, fake_t2.detach())
    real_score = D(t1, t2)
    loss_D = discriminator_loss(fake_score, real_score)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
