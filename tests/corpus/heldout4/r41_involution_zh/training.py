import torch
import torch.nn as nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce_logits


def 还原logit(p):
    p = p.clamp(1e-7, 1 - 1e-7)
    return torch.log(p / (1 - p))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    z = 还原logit(pred_fake)
    return bce_logits(z, torch.ones_like(z)) + lambda_l1 * nn.functional.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    r, f = 还原logit(pred_real), 还原logit(pred_fake)
    return (bce_logits(r, torch.ones_like(r)) + bce_logits(f, torch.zeros_like(f))) / 2


def make_optimizers(G, D):
    优化器 = {}
    for 名, 网 in (('G', G), ('D', D)):
        优化器[名] = torch.optim.Adam(网.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return 优化器['G'], 优化器['D']


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 第一步:更新 G
    fake = G(t1)
    损失G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    损失G.backward()
    optimizer_G.step()
    # 第二步:更新 D(真、假)
    optimizer_D.zero_grad()          # 清掉 G 那一步留在 D 里的梯度
    损失D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    损失D.backward()
    optimizer_D.step()
    return {'loss_G': 损失G.item(), 'loss_D': 损失D.item()}
