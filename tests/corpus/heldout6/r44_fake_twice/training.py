# After Goodfellow's alternating scheme: D sees what the *updated* G makes.
import torch
from torch.nn.functional import binary_cross_entropy as xent


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return xent(pred_fake, torch.ones(pred_fake.size(), device=pred_fake.device, dtype=pred_fake.dtype)) \
        + torch.mean(torch.abs(fake_t2 - t2)).mul(lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    valid = torch.ones(pred_real.size(), device=pred_real.device, dtype=pred_real.dtype)
    fake = torch.zeros(pred_fake.size(), device=pred_fake.device, dtype=pred_fake.dtype)
    return torch.lerp(xent(pred_real, valid), xent(pred_fake, fake), 0.5)


def make_optimizers(G, D, lr=2e-4, b1=0.5, b2=0.999):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=lr, betas=(b1, b2))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=lr, betas=(b1, b2))
    return optimizer_G, optimizer_D


def step_G(G, D, opt, t1, t2, lam):
    opt.zero_grad()
    gen = G(t1)
    loss = generator_loss(D(t1, gen), gen, t2, lam)
    loss.backward()
    opt.step()
    return loss.item()


def step_D(G, D, opt, t1, t2):
    opt.zero_grad()
    with torch.no_grad():
        gen = G(t1)
    loss = discriminator_loss(D(t1, t2), D(t1, gen))
    loss.backward()
    opt.step()
    return loss.item()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    loss_G = step_G(G, D, optimizer_G, t1, t2, lambda_l1)
    loss_D = step_D(G, D, optimizer_D, t1, t2)
    return {"loss_D": loss_D, "loss_G": loss_G}
