"""PatchGAN discriminator."""
from __future__ import annotations

import torch
from torch import Tensor, nn

from config import ConvSpec, DiscriminatorConfig


def build_block(spec: ConvSpec, slope: float) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Conv2d(spec.in_channels, spec.out_channels, 4, spec.stride, 1, bias=not spec.norm)]
    if spec.norm:
        layers.append(nn.InstanceNorm2d(spec.out_channels, affine=True))
    layers.append(nn.LeakyReLU(slope, inplace=True))
    return nn.Sequential(*layers)


class Discriminator(nn.Module):
    def __init__(self, config: DiscriminatorConfig | None = None) -> None:
        super().__init__()
        cfg = config or DiscriminatorConfig()
        self.features = nn.Sequential(*(build_block(spec, cfg.slope) for spec in cfg.layers))
        self.classifier = nn.Conv2d(cfg.layers[-1].out_channels, 1, kernel_size=4, padding=1)

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        if x1.shape != x2.shape:
            raise ValueError(f"shape mismatch: {tuple(x1.shape)} vs {tuple(x2.shape)}")
        return self.classifier(self.features(torch.cat((x1, x2), dim=1))).sigmoid()
