import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    rec = F.smooth_l1_loss(fake_t2, t2)
    return adv + lambda_l1 * rec


def discriminator_loss(pred_real, pred_fake):
    n = pred_real.size(0)
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real), reduction='sum') / n
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake), reduction='sum') / n
    return (real + fake) / 2

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    B = F.binary_cross_entropy
    optimizer_G.zero_grad()
    fake = G(t1)
    p = D(t1, fake)
    loss_G = B(p, torch.ones_like(p)) + lambda_l1 * F.l1_loss(fake, t2)
    loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    r, f = D(t1, t2), D(t1, fake.detach())
    loss_D = (B(r, torch.ones_like(r)) + B(f, torch.zeros_like(f))) / 2
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
