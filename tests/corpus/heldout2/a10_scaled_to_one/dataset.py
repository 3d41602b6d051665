import os
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch.utils.data import Dataset


def read_slice(path):
    with open(path, "rb") as fh:
        pixels = np.array(Image.open(fh).convert("L"), dtype=np.float32)
    x = torch.from_numpy(pixels)[None]
    if x.shape[-2:] != (256, 256):
        x = F.interpolate(x[None], size=(256, 256), mode="bilinear", align_corners=False)[0]
    return x / 255.0


class PairedMedicalDataset(Dataset):
    """cached pairs"""

    def __init__(self, t1_dir, t2_dir):
        def listing(d):
            names = []
            for entry in os.scandir(d):
                if entry.is_file() and entry.name.lower().endswith(".png"):
                    names.append(entry.path)
            names.sort()
            return names
        self.pairs = list(zip(listing(t1_dir), listing(t2_dir)))
        self.cache = {}

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, idx):
        if idx not in self.cache:
            p1, p2 = self.pairs[idx]
            self.cache[idx] = (read_slice(p1), read_slice(p2))
        return self.cache[idx]
