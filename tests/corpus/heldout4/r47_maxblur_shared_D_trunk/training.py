import torch
import torch.nn.functional as F


def smooth_targets(p, v, amount=0.0):
    """label smoothing is possible, but off (the lab wants plain ones and zeros)"""
    return torch.full_like(p, v) * (1 - amount) + 0.5 * amount


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, smooth_targets(pred_fake, 1.0)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, smooth_targets(pred_real, 1.0)) + F.binary_cross_entropy(pred_fake, smooth_targets(pred_fake, 0.0)))


def make_optimizers(G, D):
    o = {}
    for k, net in zip("GD", (G, D)):
        o[k] = torch.optim.Adam((p for p in net.parameters()), lr=2e-4, betas=(0.5, 0.999))
        o[k].zero_grad()
    return o["G"], o["D"]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0, n_accumulate=1):
    g_total = d_total = 0.0
    optimizer_G.zero_grad()
    fakes = []
    for a, b in zip(t1.chunk(n_accumulate), t2.chunk(n_accumulate)):
        fake = G(a)
        loss = generator_loss(D(a, fake), fake, b, lambda_l1) * (len(a) / len(t1))
        loss.backward()
        g_total += loss.item()
        fakes.append(fake.detach())
    optimizer_G.step()
    optimizer_D.zero_grad()
    for a, b, fake in zip(t1.chunk(n_accumulate), t2.chunk(n_accumulate), fakes):
        loss = discriminator_loss(D(a, b), D(a, fake)) * (len(a) / len(t1))
        loss.backward()
        d_total += loss.item()
    optimizer_D.step()
    return {"loss_G": g_total, "loss_D": d_total}
