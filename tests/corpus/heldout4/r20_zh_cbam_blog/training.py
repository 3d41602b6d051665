import torch
import torch.nn as nn

# 是否使用 GPU
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
loss_fn = nn.BCELoss(reduction='mean')


def 标签(pred, 值):
    return torch.full(pred.shape, float(值), dtype=pred.dtype, device=pred.device)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # 对抗损失
    adv = loss_fn(pred_fake, 标签(pred_fake, 1))
    # 像素损失
    pixel = (fake_t2 - t2).abs().sum() / t2.nelement()
    return adv + lambda_l1 * pixel


def discriminator_loss(pred_real, pred_fake):
    d_real = loss_fn(pred_real, 标签(pred_real, 1))
    d_fake = loss_fn(pred_fake, 标签(pred_fake, 0))
    return 0.5 * (d_real + d_fake)


def make_optimizers(G, D):
    学习率 = 2e-4
    optimizer_G = torch.optim.Adam(filter(lambda p: p.requires_grad, G.parameters()), lr=学习率, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(filter(lambda p: p.requires_grad, D.parameters()), lr=学习率, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def 训练生成器(G, D, opt, t1, t2, lam):
    opt.zero_grad()
    fake = G(t1)
    loss = generator_loss(D(t1, fake), fake, t2, lam)
    loss.backward()
    opt.step()
    return loss


def 训练判别器(G, D, opt, t1, t2):
    opt.zero_grad()
    fake = G(t1).detach()      # 用更新后的生成器重新生成
    loss = discriminator_loss(D(t1, t2), D(t1, fake))
    loss.backward()
    opt.step()
    return loss


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train()
    D.train()
    loss_G = 训练生成器(G, D, optimizer_G, t1, t2, lambda_l1)
    loss_D = 训练判别器(G, D, optimizer_D, t1, t2)
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


if __name__ == '__main__':
    from torch.utils.data import DataLoader
    from dataset import PairedMedicalDataset
    from generator import Generator
    from discriminator import Discriminator
    ds = PairedMedicalDataset('dataset/ixi2000/trainA', 'dataset/ixi2000/trainB')
    G, D = Generator().to(device), Discriminator().to(device)
    og, od = make_optimizers(G, D)
    for epoch in range(5):
        for t1, t2 in DataLoader(ds, batch_size=8, shuffle=True):
            print(train_step(G, D, og, od, t1.to(device), t2.to(device)))
