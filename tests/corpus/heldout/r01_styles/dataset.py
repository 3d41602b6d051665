"""slices as numpy, no torchvision"""
import glob
import os

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


def load_slice(path):
    img = Image.open(path)
    img = img.convert("L")
    if img.size != (256, 256):
        img = img.resize((256, 256), Image.BILINEAR)
    arr = np.asarray(img, dtype=np.float32)
    arr = arr / 127.5 - 1.0
    return torch.from_numpy(arr)[None]


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.a = sorted(glob.glob(os.path.join(str(t1_dir), "*.png")))
        self.b = sorted(glob.glob(os.path.join(str(t2_dir), "*.png")))
        self.n = min(len(self.a), len(self.b))

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return load_slice(self.a[i]), load_slice(self.b[i])
