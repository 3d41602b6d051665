from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import TensorDataset

LUT = torch.linspace(-1.0, 1.0, 256)


def read_folder(folder, limit=None):
    paths = sorted(p for p in Path(folder).glob("*.png") if p.is_file())[:limit]
    out = torch.empty(len(paths), 1, 256, 256, dtype=torch.uint8)
    for k, p in enumerate(paths):
        out[k, 0] = torch.from_numpy(np.array(Image.open(p).convert("L").resize((256, 256), Image.BOX)))
    return out


class PairedMedicalDataset(TensorDataset):
    """All slices in memory as uint8, mapped through a lookup table when taken."""

    def __init__(self, t1_dir, t2_dir):
        a, b = read_folder(t1_dir), read_folder(t2_dir)
        n = min(len(a), len(b))
        super().__init__(a[:n], b[:n])

    def __getitem__(self, index):
        return tuple(LUT[t.long()] for t in super().__getitem__(index))
