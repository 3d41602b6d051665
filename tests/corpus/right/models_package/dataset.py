from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

from config import CFG


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir=CFG.t1_dir, t2_dir=CFG.t2_dir):
        self.files = [sorted(Path(d).glob("*.png")) for d in (t1_dir, t2_dir)]
        n = {len(f) for f in self.files}
        if len(n) > 1:
            raise ValueError(f"unequal numbers of slices: {sorted(n)}")

    def __len__(self):
        return len(self.files[0])

    def __getitem__(self, index):
        return tuple(self._read(files[index]) for files in self.files)

    @staticmethod
    def _read(path):
        image = Image.open(path).convert("L").resize((CFG.size, CFG.size), Image.BICUBIC)
        return torch.from_numpy(np.asarray(image).copy()).float().div_(127.5).sub_(1.0).unsqueeze_(0)
