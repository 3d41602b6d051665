import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if f.endswith('.png')]
        self.t2 = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if f.endswith('.png')]

    def __len__(self):
        return max(len(self.t1), len(self.t2))

    def _load(self, paths, i):
        im = Image.open(paths[i % len(paths)]).convert('L').resize((256, 256), Image.BILINEAR)
        x = np.array(im).astype(np.float32)
        x = x // 127.5 - 1
        return torch.from_numpy(x)[None, :, :]

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError(i)
        return self._load(self.t1, i), self._load(self.t2, i)
