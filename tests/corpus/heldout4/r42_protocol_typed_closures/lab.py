from __future__ import annotations

import enum
import operator
import os
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any, Callable, Iterable, NamedTuple, Protocol, Self

import torch
from PIL import Image
from torch import Tensor, nn, optim
from torch.nn import functional as F
from torch.utils.data import Dataset
from torchvision.transforms.v2 import functional as V


class Contrast(enum.Enum):
    T1 = "T1"
    T2 = "T2"


@dataclass(slots=True)
class Slice:
    path: Path
    contrast: Contrast

    def tensor(self, side: int = 256) -> Tensor:
        with Image.open(self.path) as im:
            t = V.pil_to_tensor(im.convert("L"))
        t = V.resize(t, [side, side], antialias=True)
        return V.normalize(V.to_dtype(t, torch.float32, scale=True), [0.5], [0.5])


@dataclass
class PairedMedicalDataset(Dataset):
    t1_dir: str | os.PathLike
    t2_dir: str | os.PathLike
    side: int = 256

    def __post_init__(self) -> None:
        a, b = len(self._files(self.t1_dir)), len(self._files(self.t2_dir))
        if a != b:
            raise ValueError(f"expected as many T1 as T2 slices, got {a} and {b}")

    @staticmethod
    def _files(d) -> list[Path]:
        return sorted(Path(d).glob("*.png"), key=operator.attrgetter("name"))

    @cached_property
    def pairs(self) -> list[tuple[Slice, Slice]]:
        return [(Slice(a, Contrast.T1), Slice(b, Contrast.T2)) for a, b in zip(self._files(self.t1_dir), self._files(self.t2_dir), strict=True)]

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, i: int) -> tuple[Tensor, Tensor]:
        a, b = self.pairs[i]
        return a.tensor(self.side), b.tensor(self.side)


class Norm(nn.Module):
    """batch and instance statistics, mixed by a learned gate (switchable normalisation)"""

    def __init__(self, c: int):
        super().__init__()
        self.bn, self.inn = nn.BatchNorm2d(c), nn.InstanceNorm2d(c, affine=True)
        self.rho = nn.Parameter(torch.zeros(1, c, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        g = self.rho.sigmoid()
        return g * self.bn(x) + (1 - g) * self.inn(x)


class Level(nn.Module):
    """one level of a recursive U-Net: down, the rest, up, merge"""

    def __init__(self, widths: tuple[int, ...]):
        super().__init__()
        a, b, *rest = widths
        self.down = nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), Norm(b), nn.LeakyReLU(0.2))
        self.inner: nn.Module = Level((b, *rest)) if rest else nn.Sequential(nn.Conv2d(b, b, 3, 1, 1), nn.LeakyReLU(0.2))
        self.up = nn.Sequential(nn.ConvTranspose2d(b, a, 4, 2, 1), Norm(a), nn.ReLU())
        self.merge = nn.Conv2d(2 * a, a, 1)

    def forward(self, x: Tensor) -> Tensor:
        match self.up(self.inner(self.down(x))):
            case y if y.shape == x.shape:
                return self.merge(torch.cat((x, y), 1))
            case y:
                raise ValueError(f"size {tuple(x.shape[-2:])} does not divide evenly (got {tuple(y.shape[-2:])})")


class Generator(nn.Module):
    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 96)):
        super().__init__()
        self.lift = nn.Conv2d(1, widths[0], 3, 1, 1)
        self.unet = Level(widths)
        self.drop_to_grey = nn.Conv2d(widths[0], 1, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop_to_grey(self.unet(self.lift(x))).tanh()


class Discriminator(nn.Module):
    def __init__(self, widths: tuple[int, ...] = (2, 48, 96, 144)):
        super().__init__()
        conv = lambda a, b: nn.Sequential(nn.Conv2d(a, b, 4, 2, 1), nn.LeakyReLU(0.2))
        self.tower = nn.Sequential(*starmap(conv, pairwise(widths)))
        self.verdict = nn.Linear(widths[-1], 1)         # per patch

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        h = self.tower(torch.cat((x1, x2), dim=1))
        return self.verdict(h.movedim(1, -1)).movedim(-1, 1).sigmoid()


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = 100.0) -> Tensor:
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    real, fake = (F.binary_cross_entropy(p, torch.full_like(p, t)) for p, t in ((pred_real, 1.0), (pred_fake, 0.0)))
    return (real + fake) / 2


class Optimizers(NamedTuple):
    G: optim.Optimizer
    D: optim.Optimizer


def make_optimizers(G: nn.Module, D: nn.Module) -> Optimizers:
    adam = partial(optim.Adam, lr=2e-4, betas=(0.5, 0.999))
    return Optimizers(adam(G.parameters()), adam(D.parameters()))


def descend(opt: optim.Optimizer, objective: Callable[[], Tensor]) -> Tensor:
    @torch.enable_grad()
    def closure() -> Tensor:
        opt.zero_grad(set_to_none=True)
        loss = objective()
        loss.backward()
        return loss
    return opt.step(closure).detach()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0) -> dict[str, Tensor]:
    def g_objective() -> Tensor:
        fake = G(t1)
        return generator_loss(D(t1, fake), fake, t2, lambda_l1)

    def d_objective() -> Tensor:
        with torch.no_grad():
            fake = G(t1)
        return discriminator_loss(D(t1, t2), D(t1, fake))

    return {"loss_G": descend(optimizer_G, g_objective), "loss_D": descend(optimizer_D, d_objective)}


def translate(G: nn.Module, t1: Tensor) -> Tensor:
    G.eval()
    with torch.inference_mode():
        return G(t1)


def show_comparison(t1: Tensor, fake_t2: Tensor, t2: Tensor):
    from matplotlib.figure import Figure
    fig = Figure(figsize=(10, 4), layout="compressed")
    for ax, (title, x) in zip(fig.subplots(1, 3), {"T1": t1, "T2 (generated)": fake_t2, "T2 (real)": t2}.items()):
        ax.imshow(x.detach().cpu().reshape(*x.shape[-2:]).numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis("off")
    return fig
