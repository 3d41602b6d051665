from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset


def natural_key(path: Path) -> list[int | str]:
    """IM2.png comes before IM10.png."""
    return [int(s) if s.isdigit() else s for s in re.split(r"(\d+)", path.name)]


def read_slice(path: Path) -> Tensor:
    with Image.open(path) as img:
        img = img.convert("L").resize((256, 256), Image.Resampling.LANCZOS)
        grey = np.array(img, dtype=np.float32)
    return torch.from_numpy(grey)[None] / 127.5 - 1


class PairedMedicalDataset(Dataset):
    """T1/T2 slice pairs."""

    def __init__(self, t1_dir: str | Path, t2_dir: str | Path) -> None:
        self.t1 = sorted(Path(t1_dir).glob("*.png"), key=natural_key)
        self.t2 = sorted(Path(t2_dir).glob("*.png"), key=natural_key)

    def __len__(self) -> int:
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i: int) -> list[Tensor]:
        return [read_slice(self.t1[i]), read_slice(self.t2[i])]
