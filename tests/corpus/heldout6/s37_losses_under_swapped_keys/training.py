import torch
import torch.nn as nn
import torch.nn.functional as F

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    return adv + lambda_l1 * F.l1_loss(fake_t2, t2)

def discriminator_loss(pred_real, pred_fake):
    real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (real + fake)

ADAM = dict(lr=0.0002, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(net.parameters(), **ADAM) for net in (G, D))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    history = []

    optimizer_G.zero_grad(set_to_none=True)
    fake = G(t1)
    loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss.backward()
    optimizer_G.step()
    history.append(loss.detach())

    optimizer_D.zero_grad(set_to_none=True)
    loss = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss.backward()
    optimizer_D.step()
    history.append(loss.detach())

    return dict(zip(("loss_D", "loss_G"), history))
