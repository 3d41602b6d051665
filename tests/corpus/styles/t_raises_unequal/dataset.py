import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.a = sorted(Path(t1_dir).glob("*.png"))
        self.b = sorted(Path(t2_dir).glob("*.png"))

        if len(self.a) != len(self.b):
            raise ValueError(f'{len(self.a)} T1 slices, {len(self.b)} T2 slices')

    @staticmethod
    def load(p):
        im = np.asarray(Image.open(p).convert("L").resize((256, 256), Image.LANCZOS), dtype=np.float32)
        return torch.from_numpy(im[None] / 127.5 - 1.0)

    def __len__(self):
        return min(map(len, (self.a, self.b)))

    def __getitem__(self, i):
        return self.load(self.a[i]), self.load(self.b[i])
