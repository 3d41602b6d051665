import os
import torch
from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms as transforms


class PairedMedicalDataset(Dataset):
    """Keeps every slice in memory after it has been read once (Colab's disk is slow)."""

    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        self.t1_names = sorted(f for f in os.listdir(t1_dir) if f.endswith(".png"))
        self.t2_names = sorted(f for f in os.listdir(t2_dir) if f.endswith(".png"))
        self.to_tensor = transforms.Compose([
            transforms.Grayscale(),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
        ])
        self._cache = {}

    def _fetch(self, folder, name):
        key = os.path.join(folder, name)
        if key not in self._cache:
            self._cache[key] = self.to_tensor(Image.open(key))
        return self._cache[key]

    def __len__(self):
        return min(len(self.t1_names), len(self.t2_names))

    def __getitem__(self, idx):
        t1 = self._fetch(self.t1_dir, self.t1_names[idx])
        t2 = self._fetch(self.t2_dir, self.t2_names[idx])
        # [0, 1] -> [-1, 1]
        t1.mul_(2).sub_(1)
        t2.mul_(2).sub_(1)
        return t1, t2
