import bisect
import contextlib
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
import torch.utils.data as data
from PIL import Image


class SliceIO:
    size = (256, 256)

    @staticmethod
    def listing(folder):
        out = []
        for p in Path(folder).iterdir():
            if p.suffix == ".png" and p.is_file():
                bisect.insort(out, p)
        return out

    @staticmethod
    @lru_cache(maxsize=64)
    def decode(path, size, stamp):
        with contextlib.closing(Image.open(path)) as im:
            return np.array(im.convert("L").resize(size, Image.BICUBIC), dtype=np.uint8)

    def slice(self, path):
        return torch.from_numpy(self.decode(path, self.size, path.stat().st_mtime_ns) / np.float32(127.5) - np.float32(1)).unsqueeze(0)


class PairedMedicalDataset(SliceIO, data.Dataset[tuple]):
    def __init__(self, t1_dir, t2_dir, **_unused):
        self.a, self.b = self.listing(t1_dir), self.listing(t2_dir)
        del self.a[len(self.b):], self.b[len(self.a):]

    def __len__(self):
        return len(self.a)

    def __getitem__(self, i):
        return self.slice(self.a[i]), self.slice(self.b[i])

    def __iter__(self):
        return (self[i] for i in range(len(self)))
