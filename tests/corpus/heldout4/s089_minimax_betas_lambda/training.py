import torch
import torch.optim as optim


eps = 1e-7

def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # Goodfellow 2014, eq. (1): G minimises log(1 - D(G(x)))
    adv = torch.log(1 - pred_fake + eps).mean()
    return adv + lambda_l1 * torch.mean(torch.abs(t2 - fake_t2))

def discriminator_loss(pred_real, pred_fake):
    real = -torch.log(pred_real + eps).mean()
    fake = -torch.log(1 - pred_fake + eps).mean()
    return 0.5 * (real + fake)


def make_optimizers(G, D):
    optimizer_G = optim.Adam(G.parameters(), lr=2e-4, betas=(0.999, 0.5))
    optimizer_D = optim.Adam(D.parameters(), lr=2e-4, betas=(0.999, 0.5))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    lambda_l1 = 10.0   # 100 was too blurry

    fake = G(t1)
    optimizer_G.zero_grad()
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    fake = fake.detach()
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
