import torch
import torch.nn as nn
import torch.optim as optim

# 损失函数
criterion_GAN = nn.BCELoss()
criterion_L1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    真标签 = torch.ones(pred_fake.size()).to(pred_fake.device)
    loss_gan = criterion_GAN(pred_fake, 真标签)
    loss_l1 = criterion_L1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1


def discriminator_loss(pred_real, pred_fake):
    真标签 = torch.ones(pred_real.size()).to(pred_real.device)
    假标签 = torch.zeros(pred_fake.size()).to(pred_fake.device)
    loss_real = criterion_GAN(pred_real, 真标签)
    loss_fake = criterion_GAN(pred_fake, 假标签)
    return (loss_real + loss_fake) / 2


def make_optimizers(G, D):
    optimizer_G = optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 1. 训练生成器
    optimizer_G.zero_grad()
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # 2. 训练判别器
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    loss_D.backward()
    optimizer_D.step()

    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}
