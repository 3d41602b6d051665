"""Step 2b: the discriminator D, a small PatchGAN.

第二步（下）：判别器 D，一个小型 PatchGAN。
"""
import torch
from torch import nn


class Discriminator(nn.Module):
    """Judges, patch by patch, whether a T2 slice really belongs to a T1 slice.

    逐块判断一张 T2 切片是否真的与给定的 T1 切片配对。

    in : x1 = T1 (N, 1, H, W), x2 = T2, real or generated (N, 1, H, W)
    out: (N, 1, h, w), one probability in [0, 1] for each patch by a final Sigmoid;
         63x63 patches for a 256x256 slice

    输入：x1 = T1 (N, 1, H, W)，x2 = 真实或生成的 T2 (N, 1, H, W)
    输出：(N, 1, h, w)，每个图像块一个 [0, 1] 内的概率（最后一层 Sigmoid）；
         256x256 的切片得到 63x63 的概率图
    """

    def __init__(self):
        super().__init__()
        raise NotImplementedError(
            "Discriminator.__init__: "
            "three convolutions on the two stacked slices, Sigmoid at the end "
            "/ 把两张切片叠在一起，经过三层卷积，最后接 Sigmoid")

    def forward(self, x1, x2):
        """Probability map (N, 1, h, w) that x2 is the real T2 of x1. 返回概率图。"""
        raise NotImplementedError(
            "Discriminator.forward: "
            "stack T1 and T2 over channels and pass them through the layers "
            "/ 沿通道维拼接 T1 与 T2，再依次通过各层")
