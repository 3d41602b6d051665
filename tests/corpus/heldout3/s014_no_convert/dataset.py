import os
from functools import lru_cache

import torch
import torchvision.transforms.functional as TF
from PIL import Image
from torch.utils.data import Dataset


@lru_cache(maxsize=512)
def _load(path):
    img = Image.open(path)
    if img.size != (256, 256):
        img = TF.resize(img, [256, 256], interpolation=TF.InterpolationMode.BICUBIC)
    tensor = TF.to_tensor(img)
    return tensor * 2 - 1


def _scan(folder):
    found = []
    with os.scandir(folder) as it:
        for entry in it:
            if entry.is_file() and entry.name.endswith(".png"):
                found.append(entry.path)
    found.sort(key=os.path.basename)
    return found


class PairedMedicalDataset(Dataset):
    """Keeps decoded slices in a process-wide cache: IXI is small."""

    def __init__(self, t1_dir, t2_dir):
        super().__init__()
        self.a = _scan(t1_dir)
        self.b = _scan(t2_dir)

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError(index)
        return _load(self.a[index]).clone(), _load(self.b[index]).clone()

    def __len__(self):
        return min(map(len, (self.a, self.b)))
