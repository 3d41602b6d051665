import fnmatch
import io
import os
import weakref

import torch
from PIL import Image, ImageOps
from torch.utils.data import Dataset
from torchvision import transforms


class LazyFile:
    """Opens on first use, keeps only the *compressed* bytes."""

    def __init__(self, path):
        self.path, self._blob = path, None

    def image(self):
        if self._blob is None:
            with open(self.path, "rb") as f:
                self._blob = f.read()
        return Image.open(io.BytesIO(self._blob))


class PairedMedicalDataset(Dataset):
    tfm = transforms.Compose([
        transforms.Lambda(lambda im: im.convert("L")),
        transforms.Resize((256, 256)),
        transforms.ToTensor(),
        transforms.Normalize((0.5,), (0.5,)),
    ])

    def __init__(self, t1_dir, t2_dir):
        super().__init__()
        self.t1, self.t2 = map(self.__listing, (t1_dir, t2_dir))

    @staticmethod
    def __listing(d):
        names = fnmatch.filter(os.listdir(d), "*.png")
        names.sort()
        return [LazyFile(p) for p in (os.path.join(d, n) for n in names) if not os.path.isdir(p)]

    def __len__(self): return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        if i not in range(-len(self), len(self)):
            raise IndexError
        i %= len(self)
        return self.tfm(self.t1[i].image()), self.tfm(self.t2[i].image())
