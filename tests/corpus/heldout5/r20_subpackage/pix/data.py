from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    """Pairs by name; insists that both folders have equally many slices."""

    def __init__(self, t1_dir: "str | Path", t2_dir: "str | Path"):
        assert isinstance(t1_dir, (str, Path)) and isinstance(t2_dir, (str, Path))
        self.t1_dir, self.t2_dir = Path(t1_dir), Path(t2_dir)
        a, b = self._names(self.t1_dir), self._names(self.t2_dir)
        if len(a) != len(b):
            raise ValueError(f"{len(a)} T1 slices but {len(b)} T2 slices")
        if set(a) != set(b):
            raise ValueError("the slices' names differ: " + ", ".join(sorted(set(a) ^ set(b))[:5]))
        self.names = sorted(set(a) & set(b))

    @staticmethod
    def _names(d):
        return [p.name for p in d.iterdir() if p.is_file() and p.suffix == ".png"]

    def __len__(self):
        return len(self.names)

    def __getitem__(self, i):
        n = self.names[i]
        return self._open(self.t1_dir / n), self._open(self.t2_dir / n)

    @staticmethod
    def _open(p):
        g = np.array(Image.open(p).convert("L"))
        x = torch.from_numpy(g).float()[None, None]
        x = torch.nn.functional.interpolate(x, size=(256, 256), mode="bilinear", align_corners=False, antialias=True)
        x = x.round().clamp(0, 255)
        return (x[0] - 127.5) / 127.5
