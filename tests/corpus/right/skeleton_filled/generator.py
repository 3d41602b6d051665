"""Step 2a: the generator G, an encoder and a decoder.

第二步（上）：生成器 G，由编码器和解码器组成。
"""
from torch import nn


class Generator(nn.Module):
    """Translates T1 slices into T2 slices of the same size.

    把 T1 切片转换为同样大小的 T2 切片。

    in : (N, 1, H, W), values in [-1, 1]
    out: (N, 1, H, W), values in [-1, 1] by a final Tanh

    输入：(N, 1, H, W)，取值 [-1, 1]
    输出：(N, 1, H, W)，最后一层 Tanh 使取值落在 [-1, 1]
    """

    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(                      # (N,   1, H,   W)
            # Encoder: each convolution halves the picture and widens the features.
            nn.Conv2d(1, 64, 4, 2, 1),                   # (N,  64, H/2, W/2)
            # LeakyReLU keeps a slope for negative values, so no unit dies.
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1),                 # (N, 128, H/4, W/4)
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
            # Decoder: the mirror image of the encoder.
            nn.ConvTranspose2d(128, 64, 4, 2, 1),        # (N,  64, H/2, W/2)
            nn.BatchNorm2d(64),
            nn.ReLU(),
            nn.ConvTranspose2d(64, 1, 4, 2, 1),          # (N,   1, H,   W)
            # Tanh bounds the output to the range of the data, [-1, 1].
            nn.Tanh(),
        )

    def forward(self, x):
        """x: T1, (N, 1, H, W). Returns the generated T2, (N, 1, H, W). 返回生成的 T2。"""
        return self.model(x)
