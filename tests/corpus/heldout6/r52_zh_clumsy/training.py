# -*- coding: utf-8 -*-
# 第三部分:训练
import torch
import torch.nn as nn

损失函数 = nn.BCELoss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    # 全 1 标签:生成器想骗过判别器
    真标签 = torch.zeros(pred_fake.shape).to(pred_fake.device) + 1
    对抗损失 = 损失函数(pred_fake, 真标签)
    差 = fake_t2 - t2
    差 = torch.abs(差)
    L1损失 = torch.sum(差) / 差.numel()
    总损失 = 对抗损失 + lambda_l1 * L1损失
    return 总损失


def discriminator_loss(pred_real, pred_fake):
    真标签 = torch.zeros(pred_real.shape).to(pred_real.device) + 1
    假标签 = torch.zeros(pred_fake.shape).to(pred_fake.device)
    真损失 = 损失函数(pred_real, 真标签)
    假损失 = 损失函数(pred_fake, 假标签)
    总损失 = (真损失 + 假损失) / 2
    return 总损失


def make_optimizers(G, D):
    学习率 = 0.0002
    G优化器 = torch.optim.Adam(G.parameters(), lr=学习率, betas=(0.5, 0.999))
    D优化器 = torch.optim.Adam(D.parameters(), lr=学习率, betas=(0.5, 0.999))
    return G优化器, D优化器


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 训练模式
    G.train()
    D.train()

    # ========== 第一步:训练生成器 ==========
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()
    fake_t2 = G(t1)
    pred = D(t1, fake_t2)
    G损失 = generator_loss(pred, fake_t2, t2, lambda_l1)
    G损失.backward()
    optimizer_G.step()

    # ========== 第二步:训练判别器 ==========
    # 上面 backward 的时候判别器也有了梯度,所以必须再清零一次!!
    optimizer_G.zero_grad()
    optimizer_D.zero_grad()
    pred_real = D(t1, t2)
    fake_t2_detach = fake_t2.detach()   # 一定要 detach
    pred_fake = D(t1, fake_t2_detach)
    D损失 = discriminator_loss(pred_real, pred_fake)
    D损失.backward()
    optimizer_D.step()

    结果 = {}
    结果["loss_G"] = G损失.item()
    结果["loss_D"] = D损失.item()
    print("G损失: %.4f, D损失: %.4f" % (结果["loss_G"], 结果["loss_D"]))
    return 结果
