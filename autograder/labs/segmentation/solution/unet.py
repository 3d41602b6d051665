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
        ### BEGIN SOLUTION blocks of two convolutions: three on the way down, two on the way up, and a 1x1 at the end
        ### 每个模块含两层卷积：下行三个、上行两个，最后一层 1x1 卷积
        self.down1 = self._block(1, 16)
        self.down2 = self._block(16, 32)
        self.bottom = self._block(32, 64)
        self.up2 = self._block(64 + 32, 32)
        self.up1 = self._block(32 + 16, 16)
        self.head = nn.Conv2d(16, 3, kernel_size=1)
        ### END SOLUTION

    def forward(self, x):
        """Logits (N, 3, H, W) of slices (N, 1, H, W). 返回 logits。"""
        ### BEGIN SOLUTION pool between the levels, upsample to each skip's own size, concatenate the skip
        ### 各层之间做池化，上采样到跳跃连接自身的大小，再与之拼接
        skip1 = self.down1(x)                                     # (N, 16, H,   W)
        skip2 = self.down2(F.max_pool2d(skip1, 2))                # (N, 32, H/2, W/2)
        x = self.bottom(F.max_pool2d(skip2, 2))                   # (N, 64, H/4, W/4)
        # The skip carries what pooling has lost: where exactly an edge is.
        x = self.up2(self._join(x, skip2))                        # (N, 32, H/2, W/2)
        x = self.up1(self._join(x, skip1))                        # (N, 16, H,   W)
        # Logits: cross-entropy and Dice loss do the softmax themselves.
        return self.head(x)                                       # (N,  3, H,   W)
        ### END SOLUTION

    ### BEGIN SOLUTION
    @staticmethod
    def _block(channels_in, channels_out):
        """Two times convolution, normalisation and ReLU; the picture keeps its size."""
        return nn.Sequential(
            nn.Conv2d(channels_in, channels_out, 3, padding=1), nn.BatchNorm2d(channels_out), nn.ReLU(),
            nn.Conv2d(channels_out, channels_out, 3, padding=1), nn.BatchNorm2d(channels_out), nn.ReLU())

    @staticmethod
    def _join(x, skip):
        """x, upsampled to the skip's size (odd sizes too), and the skip, one upon the other."""
        x = F.interpolate(x, size=skip.shape[2:], mode="bilinear", align_corners=False)
        return torch.cat([skip, x], dim=1)
    ### END SOLUTION
