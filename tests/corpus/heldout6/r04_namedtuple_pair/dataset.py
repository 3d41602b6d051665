from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import NamedTuple, Union

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms.functional import pil_to_tensor

PathLike = Union[str, "os.PathLike[str]"]
SIDE = 256


class Pair(NamedTuple):
    t1: torch.Tensor
    t2: torch.Tensor


@dataclass(frozen=True)
class Slice:
    path: str

    @property
    def tensor(self) -> torch.Tensor:
        with open(self.path, "rb") as fh, Image.open(fh) as im:
            grey = im.convert("L").resize((SIDE, SIDE), resample=Image.BILINEAR)
        x = pil_to_tensor(grey).float()
        return torch.lerp(torch.full_like(x, -1.0), torch.ones_like(x), x / 255.0)


@dataclass(eq=False)
class PairedMedicalDataset(Dataset):
    t1_dir: PathLike
    t2_dir: PathLike
    _pairs: list[tuple[Slice, Slice]] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        columns = []
        for d in (self.t1_dir, self.t2_dir):
            d = os.fspath(d)
            names = [n for n in os.listdir(d) if os.path.splitext(n)[1] == ".png"]
            columns.append([Slice(os.path.join(d, n)) for n in sorted(names) if os.path.isfile(os.path.join(d, n))])
        self._pairs = [*zip(*columns)]

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> Pair:
        a, b = self._pairs[index]
        return Pair(t1=a.tensor, t2=b.tensor)
