from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Union

import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset
from torchvision import transforms

PathLike = Union[str, os.PathLike]


class Pair(NamedTuple):
    t1: Tensor
    t2: Tensor


@dataclass
class PairedMedicalDataset(Dataset):
    t1_dir: PathLike
    t2_dir: PathLike
    size: int = 256
    t1_paths: list[str] = field(init=False, repr=False)
    t2_paths: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.t1_paths = self._find(self.t1_dir)
        self.t2_paths = self._find(self.t2_dir)
        self.transform = transforms.Compose([
            transforms.Resize((self.size, self.size)), transforms.ToTensor(), transforms.Normalize([0.5], [0.5]),
        ])

    @staticmethod
    def _find(folder: PathLike) -> list[str]:
        folder = os.fspath(folder)
        return [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".png")]

    def __len__(self) -> int:
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, index: int) -> Pair:
        if index >= len(self):
            raise IndexError(index)
        return Pair(*(self.transform(Image.open(p[index]).convert("L")) for p in (self.t1_paths, self.t2_paths)))
