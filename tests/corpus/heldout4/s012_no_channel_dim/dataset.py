from pathlib import Path
import numpy as np
import torch
from PIL import Image


def imread(path):
    with Image.open(path) as f:
        return np.array(f.convert("L").resize((256, 256)), dtype=np.float32)


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.xs = sorted(Path(t1_dir).glob("*.png"))
        self.ys = sorted(Path(t2_dir).glob("*.png"))

    def __len__(self):
        return min(len(self.xs), len(self.ys))

    def __getitem__(self, i):
        x = (imread(self.xs[i]) - 127.5) / 127.5
        y = (imread(self.ys[i]) - 127.5) / 127.5
        return torch.as_tensor(x), torch.as_tensor(y)
