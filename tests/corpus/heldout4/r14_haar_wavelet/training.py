import torch


# written out by hand, with xlogy so that 0*log(0) = 0
def bce(p, y):
    p = torch.clamp(p, min=1e-8, max=1.0)
    q = torch.clamp(1.0 - p, min=1e-8, max=1.0)
    return -(torch.xlogy(y, p) + torch.xlogy(1.0 - y, q)).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    n = fake_t2.numel()
    return bce(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * torch.norm(fake_t2 - t2, p=1) / n


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (bce(pred_real, torch.ones_like(pred_real)) + bce(pred_fake, torch.zeros_like(pred_fake)))


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(params=G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(params=D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return (optimizer_G, optimizer_D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    t1, t2 = t1.contiguous(), t2.contiguous()
    # ---- G ----
    for p in G.parameters():
        p.grad = None
    fake = G(t1)
    lossG = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    lossG.backward()
    optimizer_G.step()
    # ---- D ----
    for p in D.parameters():
        p.grad = None            # also throws away what the G step left there
    fake = fake.detach()
    lossD = discriminator_loss(D(t1, t2), D(t1, fake))
    lossD.backward()
    optimizer_D.step()
    return {'loss_G': lossG.data, 'loss_D': lossD.data}
