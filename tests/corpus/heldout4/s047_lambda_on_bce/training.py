from torch import optim
import torch
import torch.nn.functional as F


def make_optimizers(G, D):
    cfg = dict(lr=2e-4, betas=(0.5, 0.999))
    return tuple(optim.Adam(net.parameters(), **cfg) for net in (G, D))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    loss = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    l1 = F.l1_loss(fake_t2, t2)
    loss = lambda_l1 * loss + l1
    return loss


def discriminator_loss(pred_real, pred_fake):
    loss = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    loss = loss + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return loss / 2


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # ---- generator ----
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # ---- discriminator ----
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
