"""Steps 3 and 4: losses, optimizers and one alternating training step.

第三、四步：损失函数、优化器，以及一步交替训练。
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
    raise NotImplementedError(
        "generator_loss: adversarial term plus weighted L1 term "
        "/ 对抗项加上加权的 L1 项")


def discriminator_loss(pred_real, pred_fake):
    """D's loss: call real pairs 1 and generated pairs 0.

    判别器损失：真实配对判为 1，生成配对判为 0。

    pred_real, pred_fake: D's probabilities, (N, 1, h, w)
    Returns 0.5 * (BCE(pred_real, 1) + BCE(pred_fake, 0)), a 0-dimensional tensor.
    返回 0.5 * (BCE(pred_real, 1) + BCE(pred_fake, 0))（0 维张量）。
    """
    raise NotImplementedError(
        "discriminator_loss: the mean of the two binary cross-entropies "
        "/ 两项二元交叉熵的平均值")


def make_optimizers(G, D):
    """Adam, lr 2e-4, betas (0.5, 0.999), one for each network: (optimizer_G, optimizer_D).

    两个网络各用一个 Adam 优化器，学习率 2e-4，betas (0.5, 0.999)。
    """
    raise NotImplementedError(
        "make_optimizers: one Adam over G's parameters, one over D's "
        "/ G 的参数一个 Adam，D 的参数一个 Adam")


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    """One alternating update on a batch: first G, then D.

    在一个批次上交替更新一次：先更新 G，再更新 D。

    t1, t2: real slices, (N, 1, H, W)
    Returns {"loss_G": ..., "loss_D": ...}, the two losses as floats.
    返回 {"loss_G": ..., "loss_D": ...}，两个损失值（浮点数）。
    """
    raise NotImplementedError(
        "train_step: "
        "update G on its loss through D, then D on the real pair and the detached fake pair "
        "/ 先用经过 D 得到的损失更新 G，再用真实配对和截断梯度（detach）的生成配对更新 D")
