"""Step 2: a small U-Net.

第二步：一个小型 U-Net。
"""
import torch
import torch.nn.functional as F
from torch import nn


class UNet(nn.Module):
    """Three logits for each pixel of a slice: background, ventricle, lesion.

    为切片的每个像素给出三个 logits：背景、脑室、病灶。

    in : (N, 1, H, W), any H and W from 16 up
    out: (N, 3, H, W), logits: no softmax at the end

    输入：(N, 1, H, W)，H 和 W 可为 16 以上的任意值
    输出：(N, 3, H, W)，logits：最后不加 softmax
    """

    def __init__(self):
        super().__init__()
        raise NotImplementedError(
            "UNet.__init__: "
            "blocks of two convolutions: three on the way down, two on the way up, and a 1x1 at "
            "the end "
            "/ 每个模块含两层卷积：下行三个、上行两个，最后一层 1x1 卷积")

    def forward(self, x):
        """Logits (N, 3, H, W) of slices (N, 1, H, W). 返回 logits。"""
        raise NotImplementedError(
            "UNet.forward: "
            "pool between the levels, upsample to each skip's own size, concatenate the skip "
            "/ 各层之间做池化，上采样到跳跃连接自身的大小，再与之拼接")
