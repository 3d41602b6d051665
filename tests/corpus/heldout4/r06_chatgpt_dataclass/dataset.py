"""Paired T1/T2 dataset."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional, Union

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2

PathLike = Union[str, Path]


@dataclass(frozen=True)
class SlicePair:
    t1: Path
    t2: Path


class PairedMedicalDataset(Dataset):
    """Dataset of paired MRI slices.

    Args:
        t1_dir: Directory with the T1-weighted slices.
        t2_dir: Directory with the T2-weighted slices.
        transform: Optional callable that turns a PIL image into a tensor.
    """

    def __init__(self, t1_dir: PathLike, t2_dir: PathLike, transform: Optional[Callable] = None) -> None:
        self.t1_dir = Path(t1_dir)
        self.t2_dir = Path(t2_dir)
        for directory in (self.t1_dir, self.t2_dir):
            if not directory.is_dir():
                raise FileNotFoundError(f"Directory not found: {directory}")

        t1_files = self._list_files(self.t1_dir)
        t2_files = self._list_files(self.t2_dir)
        if len(t1_files) != len(t2_files):
            raise ValueError(f"Mismatched number of slices: {len(t1_files)} T1 vs {len(t2_files)} T2.")
        self.pairs = [SlicePair(a, b) for a, b in zip(t1_files, t2_files)]
        self.transform = transform or v2.Compose([
            v2.PILToTensor(),
            v2.Resize((256, 256), interpolation=v2.InterpolationMode.BILINEAR, antialias=True),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(mean=[0.5], std=[0.5]),
        ])

    @staticmethod
    def _list_files(directory: Path) -> list[Path]:
        return sorted(p for p in directory.iterdir() if p.suffix == ".png")

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        pair = self.pairs[index]
        with Image.open(pair.t1) as a, Image.open(pair.t2) as b:
            return self.transform(a.convert("L")), self.transform(b.convert("L"))
