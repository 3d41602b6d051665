import os
from collections import namedtuple
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


Pair = namedtuple("Pair", "t1 t2")


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = sorted(Path(t1_dir).glob("*.png"), key=lambda p: p.name)
        self.t2 = sorted(Path(t2_dir).glob("*.png"), key=lambda p: p.name)

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        return Pair(*(self.read(p) for p in (self.t1[i], self.t2[i])))

    def read(self, path):
        x = Image.open(path).convert("L")
        x = x if x.size == (256, 256) else x.resize((256, 256))
        x = torch.frombuffer(bytearray(x.tobytes()), dtype=torch.uint8).reshape(1, 256, 256).float()
        return x.mul(2 / 255).sub(1)
