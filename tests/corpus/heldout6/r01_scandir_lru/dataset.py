"""Paired slices. Directory walk with os.scandir, decoded slices behind an LRU cache."""
import os
from functools import lru_cache

import numpy as np
import torch
from PIL import Image
from torch.utils import data


def _pngs(folder):
    with os.scandir(folder) as it:
        entries = [e for e in it if e.is_file() and e.name.endswith(".png")]
    entries.sort(key=lambda e: e.name)
    return tuple(e.path for e in entries)


@lru_cache(maxsize=512)
def _decode(path):
    with Image.open(path) as im:
        im = im.convert("L")
        if im.size != (256, 256):
            im = im.resize((256, 256), Image.Resampling.LANCZOS)
        arr = np.array(im, dtype=np.uint8)
    arr.flags.writeable = False     # the cache hands this one out again and again
    return arr


class PairedMedicalDataset(data.Dataset):
    __slots__ = ("a", "b", "n")

    def __init__(self, t1_dir, t2_dir):
        self.a = _pngs(t1_dir)
        self.b = _pngs(t2_dir)
        self.n = min(map(len, (self.a, self.b)))

    def __len__(self):
        return self.n

    def __getitem__(self, k):
        k = range(self.n)[k]        # negative indices and IndexError for free
        return tuple(
            torch.tensor(_decode(paths[k]), dtype=torch.float32).div_(127.5).sub_(1.0)[None]
            for paths in (self.a, self.b)
        )
