import glob, os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset, TensorDataset


def stack_of(folder, limit=None):
    files = sorted(glob.glob(os.path.join(str(folder), "*.png")))[:limit]
    images = [np.array(Image.open(f).convert("L").resize((256, 256))) for f in files]
    if not images:
        return torch.empty(0, 1, 256, 256, dtype=torch.uint8)
    return torch.from_numpy(np.stack(images)[:, None])


class PairedMedicalDataset(Dataset):
    """Everything in memory as bytes (2000 slices are 130 MB); scaled on access."""

    def __init__(self, t1_dir, t2_dir, limit=None):
        x, y = stack_of(t1_dir, limit), stack_of(t2_dir, limit)
        n = min(len(x), len(y))
        self.data = TensorDataset(x[:n], y[:n])

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return tuple(v.float().sub_(127.5).div_(127.5) for v in self.data[i])
