import torch
import torch.nn.functional as F


def _bce(p, is_real):
    target = torch.full_like(p, 1.0 if is_real else 0.0)
    return F.binary_cross_entropy(p, target)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    gan = _bce(pred_fake, True)
    rec = (fake_t2 - t2).abs().mean()
    return gan + lambda_l1 * rec


def discriminator_loss(pred_real, pred_fake):
    return (_bce(pred_real, True) + _bce(pred_fake, False)) * 0.5


def make_optimizers(G, D):
    adam = lambda net: torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return adam(G), adam(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train()
    D.train()
    for p in D.parameters():
        p.requires_grad_(False)
    fake = G(t1)
    score = D(t1, fake)
    loss_G = generator_loss(score, fake, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    for p in D.parameters():
        p.requires_grad_(True)

    optimizer_D.zero_grad(set_to_none=True)
    real_score = D(t1, t2)
    fake_score = D(t1, fake.detach())
    loss_D = discriminator_loss(real_score, fake_score)
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
