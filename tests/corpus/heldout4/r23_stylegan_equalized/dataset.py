import os
import torch
from PIL import Image
import numpy as np
from torch.utils.data import Dataset
from concurrent.futures import ThreadPoolExecutor


class PairedMedicalDataset(Dataset):
    """Reads all the slices with a few threads when it is made."""

    def __init__(self, t1_dir, t2_dir, workers=4):
        with ThreadPoolExecutor(workers) as pool:
            self.data = [list(pool.map(self.read, self.files(d))) for d in (t1_dir, t2_dir)]

    @classmethod
    def files(cls, d):
        return [os.path.join(d, n) for n in sorted(os.listdir(d)) if n.rpartition('.')[-1] == 'png']

    @staticmethod
    def read(f):
        with Image.open(f) as im:
            im = im.convert('L')
            im = im if im.size == (256, 256) else im.resize((256, 256), Image.Resampling.BICUBIC)
            return np.array(im)

    def __len__(self):
        return min(map(len, self.data))

    def __getitem__(self, i):
        if not -len(self) <= i < len(self):
            raise IndexError('no such pair')
        return tuple(torch.from_numpy(d[i]).to(torch.float32).unsqueeze_(0).mul_(2 / 255).sub_(1).clamp_(-1, 1) for d in self.data)
