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
        raise NotImplementedError(
            "Generator.__init__: "
            "two convolutions down to H/4, two transposed convolutions back up, Tanh at the end "
            "/ 两层卷积缩小到 H/4，两层转置卷积放大回来，最后接 Tanh")

    def forward(self, x):
        """x: T1, (N, 1, H, W). Returns the generated T2, (N, 1, H, W). 返回生成的 T2。"""
        raise NotImplementedError(
            "Generator.forward: pass x through the layers "
            "/ 让 x 依次通过各层")
