"""Paired T1/T2 slices."""
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


def _collect(root):
    # rglob, so that it also works if the archive was unpacked one level deeper
    return sorted(p for p in Path(root).rglob("*.png") if p.is_file())


def _read(path):
    with Image.open(path) as im:
        im = im.convert("L").resize((256, 256), Image.BILINEAR)
        a = np.asarray(im, dtype=np.float32)
    return torch.from_numpy(a / 127.5 - 1.0)[None]


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.pairs = list(zip(_collect(t1_dir), _collect(t2_dir)))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, k):
        a, b = self.pairs[k]
        return _read(a), _read(b)
