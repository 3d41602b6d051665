import torch
import torch.nn as nn
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
                  + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake)))


def make_optimizers(G, D):
    def groups(net):
        matrices = [p for p in net.parameters() if p.dim() > 1]
        vectors = [p for p in net.parameters() if p.dim() <= 1]
        return [g for g in ({"params": matrices}, {"params": vectors, "weight_decay": 0.0}) if g["params"]]
    return tuple(torch.optim.Adam(groups(net), lr=2e-4, betas=(0.5, 0.999)) for net in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    device = next(G.parameters()).device
    t1, t2 = t1.to(device), t2.to(device)
    G.train(); D.train()

    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    # the two halves of D's loss, one backward each: the gradients add up
    optimizer_D.zero_grad()
    p = D(t1, t2)
    loss_real = 0.5 * F.binary_cross_entropy(p, torch.ones_like(p))
    loss_real.backward()
    p = D(t1, fake.detach())
    loss_fake = 0.5 * F.binary_cross_entropy(p, torch.zeros_like(p))
    loss_fake.backward()
    optimizer_D.step()
    return {"loss_G": float(loss_G), "loss_D": float(loss_real) + float(loss_fake)}
