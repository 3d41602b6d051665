from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    """Nothing is read from disk before it is asked for; decoded slices stay in memory as bytes."""

    def __init__(self, t1_dir, t2_dir):
        self._dirs = dict(t1=Path(t1_dir), t2=Path(t2_dir))
        self._cache = {}

    @cached_property
    def files(self):
        return {k: sorted(f.name for f in d.iterdir() if f.name.endswith(".png") and f.is_file())
                for k, d in self._dirs.items()}

    def __len__(self):
        return min(map(len, self.files.values()))

    def _bytes(self, which, i):
        key = which, i
        if key not in self._cache:
            with Image.open(self._dirs[which] / self.files[which][i]) as im:
                self._cache[key] = np.array(im.convert("L").resize((256, 256)))
        return self._cache[key]

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError("index out of range")
        return tuple(torch.tensor(self._bytes(w, i) / 127.5 - 1, dtype=torch.float32).view(1, 256, 256)
                     for w in ("t1", "t2"))
