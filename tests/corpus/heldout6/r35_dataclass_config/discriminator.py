from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Callable

import torch
from torch import Tensor, nn


class Norm(Enum):
    NONE = "none"
    BATCH = "batch"
    INSTANCE = "instance"

    def make(self, c: int) -> nn.Module:
        match self:
            case Norm.NONE:
                return nn.Identity()
            case Norm.BATCH:
                return nn.BatchNorm2d(c, momentum=0.1)
            case Norm.INSTANCE:
                return nn.InstanceNorm2d(c, affine=True)


@dataclass(frozen=True, slots=True)
class Stage:
    out: int
    stride: int = 2
    norm: Norm = Norm.INSTANCE


@dataclass(frozen=True)
class PatchGANConfig:
    in_channels: int = 2
    kernel: int = 4
    stages: tuple[Stage, ...] = (Stage(64, norm=Norm.NONE), Stage(128), Stage(128, stride=1, norm=Norm.BATCH))
    activation: Callable[[], nn.Module] = field(default=lambda: nn.LeakyReLU(0.2))


class Discriminator(nn.Module):
    def __init__(self, config: PatchGANConfig | None = None) -> None:
        super().__init__()
        self.config = config if config is not None else PatchGANConfig()
        modules: list[nn.Module] = []
        c = self.config.in_channels
        for s in self.config.stages:
            modules += [nn.Conv2d(c, s.out, self.config.kernel, s.stride, 1), s.norm.make(s.out), self.config.activation()]
            c = s.out
        modules += [nn.Conv2d(c, 1, self.config.kernel, 1, 1), nn.Sigmoid()]
        self.net = nn.Sequential(*modules)

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        if x1.shape != x2.shape:
            raise ValueError(f"T1 {tuple(x1.shape)} and T2 {tuple(x2.shape)} differ")
        return self.net(torch.cat((x1, x2), dim=1))
