import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


from torchvision.transforms import v2


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=None):
        self.files = list(zip(*(sorted(str(p) for p in Path(d).iterdir() if p.is_file() and p.suffix == ".png") for d in (t1_dir, t2_dir))))
        self.transform = transform or v2.Compose([v2.Grayscale(), v2.Resize((256, 256), antialias=True), v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize([.5], [.5])])

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        return tuple(self.transform(Image.open(f)) for f in self.files[i])
