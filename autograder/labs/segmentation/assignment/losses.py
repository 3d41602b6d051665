"""Step 3: Dice loss and cross-entropy.

第三步：Dice 损失与交叉熵。
"""
import torch
import torch.nn.functional as F


def dice_loss(logits, target, smooth=1.0):
    """1 minus the soft Dice coefficient, mean over slices and foreground classes.

    1 减去软 Dice 系数，对切片和前景类别取平均。

    logits: (N, 3, H, W). target: int64 class indices, (N, H, W).
    smooth: added above and below the fraction, for slices in which a class is missing.
    Returns a 0-dimensional tensor.

    logits：(N, 3, H, W)。target：int64 类别编号，(N, H, W)。
    smooth：同时加在分子和分母上，用于某一类别不存在的切片。
    返回 0 维张量。
    """
    raise NotImplementedError(
        "dice_loss: "
        "softmax, one-hot target, sums over the pixels of each slice, background left out "
        "/ softmax、独热目标、对每张切片的像素求和，并去掉背景")


def segmentation_loss(logits, target, dice_weight=1.0):
    """Cross-entropy of all three classes plus dice_weight times dice_loss.

    三个类别的交叉熵，加上 dice_weight 倍的 dice_loss。

    logits: (N, 3, H, W). target: int64 class indices, (N, H, W). Returns a 0-dimensional tensor.

    logits：(N, 3, H, W)。target：int64 类别编号，(N, H, W)。返回 0 维张量。
    """
    raise NotImplementedError(
        "segmentation_loss: cross-entropy takes logits as they are; add the weighted Dice loss "
        "/ 交叉熵直接接收 logits；再加上加权的 Dice 损失")
