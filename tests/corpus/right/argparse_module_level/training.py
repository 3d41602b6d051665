import argparse
import logging

import torch
from torch import nn

try:
    from tqdm import tqdm
except ImportError:
    tqdm = lambda x, **kw: x

parser = argparse.ArgumentParser(description="T1 -> T2")
parser.add_argument("--lr", type=float, default=2e-4)
parser.add_argument("--b1", type=float, default=0.5)
parser.add_argument("--b2", type=float, default=0.999)
parser.add_argument("--lambda_pixel", type=float, default=100)
parser.add_argument("--epochs", type=int, default=50)
opt = parser.parse_args()
print(opt)
logging.basicConfig(level=logging.INFO)

criterion_GAN = nn.BCELoss()
criterion_pixelwise = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=opt.lambda_pixel):
    valid = torch.ones(pred_fake.size(), dtype=pred_fake.dtype, device=pred_fake.device)
    loss_GAN = criterion_GAN(pred_fake, valid)
    loss_pixel = criterion_pixelwise(fake_t2, t2)
    return loss_GAN + lambda_l1 * loss_pixel


def discriminator_loss(pred_real, pred_fake):
    valid = torch.ones(pred_real.size(), device=pred_real.device)
    fake = torch.zeros(pred_fake.size(), device=pred_fake.device)
    loss_real = criterion_GAN(pred_real, valid)
    loss_fake = criterion_GAN(pred_fake, fake)
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(generator, discriminator):
    optimizer_G = torch.optim.Adam(generator.parameters(), lr=opt.lr, betas=(opt.b1, opt.b2))
    optimizer_D = torch.optim.Adam(discriminator.parameters(), lr=opt.lr, betas=(opt.b1, opt.b2))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=opt.lambda_pixel):
    # ------------------
    #  Train Generators
    # ------------------
    optimizer_G.zero_grad()
    fake_B = G(t1)
    pred_fake = D(t1, fake_B)
    loss_G = generator_loss(pred_fake, fake_B, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # ---------------------
    #  Train Discriminator
    # ---------------------
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_B.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()
    logging.info("[D loss: %f] [G loss: %f]", loss_D.item(), loss_G.item())
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
