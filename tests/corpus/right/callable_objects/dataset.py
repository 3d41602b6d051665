import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


def load_folder(folder):
    """All slices of a folder in one uint8 array (n, 256, 256)."""
    names = sorted(n for n in os.listdir(folder) if n.lower().endswith(".png"))
    stack = [np.asarray(Image.open(os.path.join(folder, n)).convert("L").resize((256, 256))) for n in names]
    return np.stack(stack) if stack else np.zeros((0, 256, 256), np.uint8)


class PairedMedicalDataset(Dataset):
    """Eager: everything is read into memory once."""

    def __init__(self, t1_dir, t2_dir):
        self.t1 = load_folder(t1_dir)
        self.t2 = load_folder(t2_dir)
        n = min(len(self.t1), len(self.t2))
        self.t1, self.t2 = self.t1[:n], self.t2[:n]

    def __len__(self):
        return self.t1.shape[0]

    def __getitem__(self, i):
        pair = np.stack([self.t1[i], self.t2[i]]).astype(np.float32)
        pair = torch.from_numpy(pair) * (2 / 255) - 1
        return pair[0:1], pair[1:2]
