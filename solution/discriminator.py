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
        ### BEGIN SOLUTION three convolutions on the two stacked slices, Sigmoid at the end
        self.model = nn.Sequential(                      # (N,   2, H,     W)
            nn.Conv2d(2, 64, 4, 2, 1),                   # (N,  64, H/2,   W/2)
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1),                 # (N, 128, H/4,   W/4)
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
            # Stride 1: one number for each patch of 22x22 pixels that it sees.
            nn.Conv2d(128, 1, 4, 1, 1),                  # (N,   1, H/4-1, W/4-1)
            # Sigmoid turns the score of each patch into a probability.
            nn.Sigmoid(),
        )
        ### END SOLUTION

    def forward(self, x1, x2):
        """Probability map (N, 1, h, w) that x2 is the real T2 of x1. 返回概率图。"""
        ### BEGIN SOLUTION stack T1 and T2 over channels and pass them through the layers
        pair = torch.cat([x1, x2], dim=1)                # (N, 2, H, W)
        return self.model(pair)
        ### END SOLUTION
