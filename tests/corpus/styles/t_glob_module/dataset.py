import glob
import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=transforms.Compose([transforms.ToTensor(), transforms.Resize((256, 256), antialias=False), transforms.Normalize(mean=(0.5,), std=(0.5,))])):
        self.t1_paths = sorted(glob.glob(os.path.join(str(t1_dir), "*.png")))
        self.t2_paths = sorted(glob.glob(os.path.join(str(t2_dir), "*.png")))
        self.transform = transform

    def __len__(self):
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, index):
        t1 = Image.open(self.t1_paths[index]).convert("L")
        t2 = Image.open(self.t2_paths[index]).convert("L")
        return self.transform(t1), self.transform(t2)
