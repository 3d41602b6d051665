"""U-Net generator with GroupNorm and SiLU."""
from __future__ import annotations

import torch
from torch import Tensor, nn

from config import GeneratorConfig


class DoubleConv(nn.Module):
    """(Conv => GroupNorm => SiLU) * 2"""

    def __init__(self, in_ch: int, out_ch: int, cfg: GeneratorConfig) -> None:
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv2d(in_ch, out_ch, kernel_size=3, padding=1, bias=False),
            nn.GroupNorm(cfg.num_groups, out_ch),
            nn.SiLU(inplace=True),
            nn.Conv2d(out_ch, out_ch, kernel_size=3, padding=1, bias=False),
            nn.GroupNorm(cfg.num_groups, out_ch),
            nn.SiLU(inplace=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.block(x)


class Generator(nn.Module):
    def __init__(self, config: GeneratorConfig | None = None) -> None:
        super().__init__()
        cfg = config or GeneratorConfig()
        self.inc = nn.Conv2d(1, cfg.channels[0] // 2, 3, padding=1)
        self.encoders = nn.ModuleDict()
        self.decoders = nn.ModuleDict()
        in_ch = cfg.channels[0] // 2
        for level, ch in enumerate(cfg.channels):
            self.encoders[f"level_{level}"] = nn.Sequential(nn.MaxPool2d(2), DoubleConv(in_ch, ch, cfg))
            in_ch = ch
        self.bottleneck_dropout = nn.Dropout2d(cfg.dropout)
        for level in reversed(range(len(cfg.channels))):
            skip = cfg.channels[level - 1] if level > 0 else cfg.channels[0] // 2
            self.decoders[f"level_{level}"] = nn.ModuleDict({
                "up": nn.ConvTranspose2d(in_ch, skip, kernel_size=2, stride=2),
                "conv": DoubleConv(skip * 2, skip, cfg),
            })
            in_ch = skip
        self.outc = nn.Sequential(nn.Conv2d(in_ch, 1, kernel_size=1), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        features = [self.inc(x)]
        for encoder in self.encoders.values():
            features.append(encoder(features[-1]))
        y = self.bottleneck_dropout(features.pop())
        for decoder in self.decoders.values():
            y = decoder["conv"](torch.cat([features.pop(), decoder["up"](y)], dim=1))
        return self.outc(y)
