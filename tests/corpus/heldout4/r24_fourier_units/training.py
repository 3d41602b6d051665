import torch
from torch import nn


class Pix2PixLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.bce, self.l1 = nn.BCELoss(), nn.L1Loss()

    def forward_G(self, pred_fake, fake, real, lam):
        return self.bce(pred_fake, torch.ones_like(pred_fake)) + self.l1(fake, real) * lam

    def forward_D(self, pred_real, pred_fake):
        return 0.5 * (self.bce(pred_real, torch.ones_like(pred_real)) + self.bce(pred_fake, torch.zeros_like(pred_fake)))


_loss = Pix2PixLoss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _loss.forward_G(pred_fake, fake_t2, t2, lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return _loss.forward_D(pred_real, pred_fake)


def make_optimizers(G, D):
    opt_class, opt_args = torch.optim.Adam, dict(lr=2e-4, betas=(0.5, 0.999))
    return opt_class(G.parameters(), **opt_args), opt_class(D.parameters(), **opt_args)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    real_batch = t1, t2
    # (1) update G
    optimizer_G.zero_grad(); optimizer_D.zero_grad()
    fake = G(real_batch[0])
    errG = generator_loss(D(real_batch[0], fake), fake, real_batch[1], lambda_l1)
    errG.backward()
    optimizer_G.step()
    # (2) update D: first all-real batch, then all-fake batch
    optimizer_D.zero_grad()
    output = D(*real_batch)
    errD_real = nn.functional.binary_cross_entropy(output, torch.ones_like(output)) / 2
    errD_real.backward()
    D_x = output.mean().item()
    output = D(real_batch[0], fake.detach())
    errD_fake = nn.functional.binary_cross_entropy(output, torch.zeros_like(output)) / 2
    errD_fake.backward()
    D_G_z = output.mean().item()
    errD = errD_real + errD_fake
    optimizer_D.step()
    return {'loss_G': errG.item(), 'loss_D': errD.item(), 'D_x': D_x, 'D_G_z': D_G_z}
