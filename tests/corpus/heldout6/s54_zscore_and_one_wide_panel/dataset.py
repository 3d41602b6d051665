import numpy as np
import torch
from pathlib import Path
from PIL import Image
from torch.utils.data import Dataset


def zscore(a, eps=1e-6):
    return (a - a.mean()) / (a.std() + eps)


class PairedMedicalDataset(Dataset):
    """MRI has no absolute units, so every slice is standardised."""

    def __init__(self, t1_dir, t2_dir):
        self.p1 = sorted(Path(t1_dir).glob("*.png"))
        self.p2 = sorted(Path(t2_dir).glob("*.png"))

    def __len__(self):
        return min(len(self.p1), len(self.p2))

    def read(self, p):
        a = np.asarray(Image.open(p).convert("L").resize((256, 256)), dtype=np.float32)
        return torch.from_numpy(zscore(a).astype(np.float32)).unsqueeze(0)

    def __getitem__(self, i):
        return self.read(self.p1[i]), self.read(self.p2[i])
