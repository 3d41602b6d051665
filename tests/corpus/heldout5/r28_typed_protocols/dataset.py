from __future__ import annotations

import logging

log = logging.getLogger(__name__)

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = sorted(p for p in Path(t1_dir).iterdir() if p.suffix == ".png" and p.is_file())
        self.t2 = sorted(p for p in Path(t2_dir).iterdir() if p.suffix == ".png" and p.is_file())

    @property
    def paths(self) -> list[tuple[Path, Path]]:
        return list(zip(self.t1, self.t2))

    def __len__(self):
        return len(self.paths)

    def load(self, path):
        with Image.open(path) as im:
            im = im.convert("L").resize((256, 256), Image.BICUBIC)
        a = np.asarray(im, dtype=np.float32) / 127.5 - 1.0
        return torch.from_numpy(a)[None]

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        log.debug('pair %d', i)
        a, b = self.paths[i]
        return self.load(a), self.load(b)
