import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


from torchvision.io import ImageReadMode, read_image
import torch.nn.functional as F


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        self.n1 = sorted(f for f in os.listdir(t1_dir) if f.endswith(".png"))
        self.n2 = sorted(f for f in os.listdir(t2_dir) if f.endswith(".png"))

    def _one(self, folder, name):
        x = read_image(os.path.join(folder, name), ImageReadMode.GRAY).float()[None]
        if x.shape[-2:] != (256, 256):
            x = F.interpolate(x, (256, 256), mode="bilinear", align_corners=False)
        return x[0] / 255 * 2 - 1

    def __len__(self):
        return min(len(self.n1), len(self.n2))

    def __getitem__(self, idx):
        return self._one(self.t1_dir, self.n1[idx]), self._one(self.t2_dir, self.n2[idx])
