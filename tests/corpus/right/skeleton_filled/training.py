"""Steps 3 and 4: losses, optimizers and one alternating training step.

第三、四步：损失函数、优化器，以及一次交替训练。
"""
import torch
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    """G's loss: fool D, and stay close to the real T2.

    生成器损失：骗过判别器，同时贴近真实 T2。

    pred_fake: D's probabilities for the generated pair, (N, 1, h, w)
    fake_t2, t2: generated and real T2, (N, 1, H, W)
    Returns BCE(pred_fake, 1) + lambda_l1 * mean|fake_t2 - t2|, a 0-dimensional tensor.
    返回 BCE(pred_fake, 1) + lambda_l1 * mean|fake_t2 - t2|（0 维张量）。
    """
    adv = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    l1 = F.l1_loss(fake_t2, t2)
    return adv + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    """D's loss: call real pairs 1 and generated pairs 0.

    判别器损失：真实配对判为 1，生成配对判为 0。

    pred_real, pred_fake: D's probabilities, (N, 1, h, w)
    Returns 0.5 * (BCE(pred_real, 1) + BCE(pred_fake, 0)), a 0-dimensional tensor.
    返回 0.5 * (BCE(pred_real, 1) + BCE(pred_fake, 0))（0 维张量）。
    """
    loss_real = F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    loss_fake = F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    """Adam, lr 2e-4, betas (0.5, 0.999), one for each network: (optimizer_G, optimizer_D).

    两个网络各用一个 Adam 优化器，学习率 2e-4，betas (0.5, 0.999)。
    """
    optimizer_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    return optimizer_G, optimizer_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    """One alternating update on a batch: first G, then D.

    在一个批次上交替更新一次：先更新 G，再更新 D。

    t1, t2: real slices, (N, 1, H, W)
    Returns {"loss_G": ..., "loss_D": ...}, the two losses as floats.
    返回 {"loss_G": ..., "loss_D": ...}，两个损失值（浮点数）。
    """
    # Generator: gradients reach it through D, but only G's weights are moved.
    fake_t2 = G(t1)                                      # (N, 1, H, W)
    pred_fake = D(t1, fake_t2)                           # (N, 1, h, w)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    # Discriminator: the fake is detached, so that D's loss does not reach G.
    # zero_grad also clears what G's backward pass has left in D.
    pred_real = D(t1, t2)                                # (N, 1, h, w)
    pred_fake = D(t1, fake_t2.detach())                  # (N, 1, h, w)
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
