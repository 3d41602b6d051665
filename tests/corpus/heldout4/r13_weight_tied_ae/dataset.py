from __future__ import annotations
import typing as t
from pathlib import Path

import torch
from torch.utils.data import Dataset
from torchvision.io import decode_image, read_file, ImageReadMode
from torchvision.transforms.functional import resize


class PairedMedicalDataset(Dataset[t.Tuple[torch.Tensor, torch.Tensor]]):
    t1_paths: list[Path]
    t2_paths: list[Path]

    def __init__(self, t1_dir: str | Path, t2_dir: str | Path, *, side: int = 256):
        self.side = side
        self.t1_paths, self.t2_paths = (sorted(Path(d).glob("*.png")) for d in (t1_dir, t2_dir))

    def _slice(self, path: Path) -> torch.Tensor:
        u8 = decode_image(read_file(str(path)), ImageReadMode.GRAY)
        if tuple(u8.shape[-2:]) != (self.side, self.side):
            u8 = resize(u8, [self.side, self.side], antialias=True)
        return u8.float().sub_(127.5).div_(127.5)

    def __getitem__(self, index: int):
        return self._slice(self.t1_paths[index]), self._slice(self.t2_paths[index])

    def __len__(self) -> int:
        return min(len(self.t1_paths), len(self.t2_paths))
