from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ConvSpec:
    in_channels: int
    out_channels: int
    stride: int = 2
    norm: bool = True


@dataclass(frozen=True)
class GeneratorConfig:
    channels: tuple[int, ...] = (32, 64, 128, 128)
    num_groups: int = 8
    dropout: float = 0.1
    slope: float = 0.2


@dataclass(frozen=True)
class DiscriminatorConfig:
    layers: list[ConvSpec] = field(default_factory=lambda: [
        ConvSpec(2, 48, norm=False), ConvSpec(48, 96), ConvSpec(96, 192, stride=1)])
    slope: float = 0.2


@dataclass
class TrainingConfig:
    lr: float = 2e-4
    beta1: float = 0.5
    beta2: float = 0.999
    lambda_l1: float = 100.0

    @property
    def betas(self) -> tuple[float, float]:
        return (self.beta1, self.beta2)
