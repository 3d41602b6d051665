import torch
import torch.nn.functional as F

# 超参数
学习率 = 2e-4
动量 = (0.5, 0.999)


# 生成器损失：对抗损失 + λ × L1 损失
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    对抗损失 = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    像素损失 = F.l1_loss(fake_t2, t2)
    return 对抗损失 + lambda_l1 * 像素损失


# 判别器损失：真实的判为 1，生成的判为 0，取平均
def discriminator_loss(pred_real, pred_fake):
    真 = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    假 = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return (真 + 假) / 2


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(网络.parameters(), lr=学习率, betas=动量) for 网络 in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 第一步：训练生成器
    optimizer_G.zero_grad()
    假图 = G(t1)
    损失_G = generator_loss(D(t1, 假图), 假图, t2, lambda_l1)
    损失_G.backward()
    optimizer_G.step()
    # 第二步：训练判别器，注意这里要切断梯度
    optimizer_D.zero_grad()
    损失_D = discriminator_loss(D(t1, t2), D(t1, 假图.detach()))
    损失_D.backward()
    optimizer_D.step()
    print("生成器损失：%.4f，判别器损失：%.4f" % (损失_G.item(), 损失_D.item()))
    return {"loss_G": 损失_G.item(), "loss_D": 损失_D.item()}
