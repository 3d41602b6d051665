import torch
from torch.utils.data import Dataset
from PIL import Image
from glob import glob
import os
import torchvision.transforms as transforms


class ImageDataset(Dataset):
    """eriklindernoren style, but with two folders"""

    def __init__(self, roots, transforms_=None):
        self.transform = transforms.Compose(transforms_)
        self.files = [sorted(glob(os.path.join(r, "*.png"))) for r in roots]

    def __getitem__(self, index):
        return {k: self.transform(Image.open(f[index % len(f)]).convert("L")) for k, f in zip("AB", self.files)}

    def __len__(self):
        return min(len(f) for f in self.files)


class PairedMedicalDataset(ImageDataset):
    def __init__(self, t1_dir, t2_dir):
        super().__init__([t1_dir, t2_dir], [
            transforms.Resize((256, 256), transforms.InterpolationMode.BICUBIC),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __getitem__(self, index):
        d = super().__getitem__(index)
        return d["A"], d["B"]
