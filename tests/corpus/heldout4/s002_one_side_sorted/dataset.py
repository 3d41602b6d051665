from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    """Paired T1/T2 slices."""

    SIZE = (256, 256)

    def __init__(self, t1_dir, t2_dir):
        self.t1_paths = sorted(Path(t1_dir).glob("*.png"))
        # glob object -> list so that it can be indexed
        self.t2_paths = list(Path(t2_dir).iterdir())
        self.t2_paths = [p for p in self.t2_paths if p.suffix == ".png"]
        self.n = min(len(self.t1_paths), len(self.t2_paths))

    def __len__(self):
        return self.n

    def _load(self, path):
        with Image.open(path) as im:
            im = im.convert("L").resize(self.SIZE, Image.BICUBIC)
            arr = np.asarray(im, dtype=np.float32)
        return torch.from_numpy(arr / 127.5 - 1.0).unsqueeze(0)

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return self._load(self.t1_paths[i]), self._load(self.t2_paths[i])
