from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        exts = (".png", ".jpg", ".jpeg")
        self.t1 = sorted(p for p in Path(t1_dir).iterdir() if p.suffix in exts and p.is_file())
        self.t2 = sorted(p for p in Path(t2_dir).iterdir() if p.suffix in exts and p.is_file())

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def load(self, path):
        with Image.open(path) as im:
            im = im.convert("L").resize((256, 256), Image.BICUBIC)
        a = np.asarray(im, dtype=np.float32) / 127.5 - 1.0
        return torch.from_numpy(a)[None]

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        return self.load(self.t1[i]), self.load(self.t2[i])
