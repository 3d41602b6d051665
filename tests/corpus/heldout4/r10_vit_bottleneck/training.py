import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # -log p = softplus(-logit(p))
    p = pred_fake.clamp(1e-7, 1 - 1e-7)
    z = torch.log(p) - torch.log1p(-p)
    return F.softplus(-z).mean() + lambda_l1 * torch.mean(torch.abs(fake_t2 - t2))


def discriminator_loss(pred_real, pred_fake):
    pr = pred_real.clamp(1e-7, 1 - 1e-7)
    pf = pred_fake.clamp(1e-7, 1 - 1e-7)
    zr = torch.log(pr) - torch.log1p(-pr)
    zf = torch.log(pf) - torch.log1p(-pf)
    return (F.softplus(-zr).mean() + F.softplus(zf).mean()) / 2


def make_optimizers(G, D):
    def groups(net):
        ps = list(net.parameters())
        mats = [p for p in ps if p.ndim > 1]
        vecs = [p for p in ps if p.ndim <= 1]
        return [{'params': g, 'weight_decay': 0.0} for g in (mats, vecs) if g]
    mk = lambda net: torch.optim.AdamW(groups(net), lr=2e-4, betas=(0.5, 0.999), eps=1e-8)
    return mk(G), mk(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # G
    for p in D.parameters():
        p.requires_grad_(False)
    optimizer_G.zero_grad()
    fake = G(t1)
    g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    g.backward()
    optimizer_G.step()
    # D
    for p in D.parameters():
        p.requires_grad_(True)
    optimizer_D.zero_grad()
    with torch.no_grad():
        fake = G(t1)                     # fresh fake from the updated G
    d = discriminator_loss(D(t1, t2), D(t1, fake))
    d.backward()
    optimizer_D.step()
    return {'loss_G': g.item(), 'loss_D': d.item()}
