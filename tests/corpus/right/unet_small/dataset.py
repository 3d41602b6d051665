import os
from glob import glob

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        self.a = sorted(glob(os.path.join(t1_dir, '*.png')))
        self.b = sorted(glob(os.path.join(t2_dir, '*.png')))
        assert len(self.a) == len(self.b), f'{len(self.a)} T1 slices but {len(self.b)} T2 slices'
        self.tf = v2.Compose([
            v2.Grayscale(),
            v2.Resize((size, size), antialias=True),
            v2.ToImage(),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize([0.5], [0.5]),
        ])

    def __len__(self):
        return len(self.a)

    def __getitem__(self, i):
        return tuple(torch.Tensor(self.tf(Image.open(p).convert('L'))) for p in (self.a[i], self.b[i]))
