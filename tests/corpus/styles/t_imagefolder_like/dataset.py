import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class Folder(Dataset):
    def __init__(self, root, tf):
        self.paths = sorted(os.path.join(root, e.name) for e in os.scandir(root) if e.is_file() and e.name.endswith("png"))
        self.tf = tf

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.tf(Image.open(self.paths[i]).convert("L"))


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        tf = transforms.Compose([transforms.Resize([256, 256]), transforms.ToTensor(), transforms.Lambda(lambda x: x * 2 - 1)])
        self.parts = [Folder(d, tf) for d in (t1_dir, t2_dir)]

    def __len__(self):
        return min(len(p) for p in self.parts)

    def __getitem__(self, i):
        return [p[i] for p in self.parts]
