import os

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import Dataset


def read_grey(path):
    a = plt.imread(path)                       # PNG: floats 0 .. 1, (H, W) or (H, W, 3 or 4)
    if a.ndim == 3:
        a = a[..., :3] @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    x = torch.from_numpy(np.ascontiguousarray(a, dtype=np.float32))[None, None]
    if x.shape[-2:] != (256, 256):
        x = F.interpolate(x, (256, 256), mode="bicubic", align_corners=False).clamp(0, 1)
    return (x[0] - 0.5) / 0.5


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        join = os.path.join
        self.t1 = sorted(join(t1_dir, f) for f in os.listdir(t1_dir) if f.endswith(".png"))
        self.t2 = sorted(join(t2_dir, f) for f in os.listdir(t2_dir) if f.endswith(".png"))

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        return read_grey(self.t1[i]), read_grey(self.t2[i])
