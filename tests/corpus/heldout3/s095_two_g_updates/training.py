import torch
import torch.nn as nn
import torch.nn.functional as F

criterion_GAN = nn.BCELoss()
criterion_L1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones_like(pred_fake)
    loss_gan = criterion_GAN(pred_fake, valid)
    loss_l1 = criterion_L1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion_GAN(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion_GAN(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 训练生成器
    for _ in range(2):
        fake_t2 = G(t1)
        pred_fake = D(t1, fake_t2)
        loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
        optimizer_G.zero_grad()
        loss_G.backward()
        optimizer_G.step()

    # 训练判别器
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
