import os
from collections import namedtuple

from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms.v2 as T
import torch

Pair = namedtuple("Pair", "t1 t2")


def build_transform(size=256):
    return T.Compose([
        T.ToImage(),
        T.ToDtype(torch.float32, scale=True),
        T.Resize((size, size), interpolation=T.InterpolationMode.BILINEAR, antialias=True),
        T.Normalize([0.5], [0.5]),
        T.ToPureTensor(),
    ])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.root = Pair(os.fspath(t1_dir), os.fspath(t2_dir))
        self.names = Pair(*[sorted(n for n in os.listdir(r) if n.endswith(".png") and os.path.isfile(os.path.join(r, n))) for r in self.root])
        if len(self.names.t1) != len(self.names.t2):
            raise ValueError("The folders hold %d and %d slices" % tuple(map(len, self.names)))
        self.transform = build_transform()

    def __len__(self):
        return len(self.names.t1)

    def __getitem__(self, index):
        pair = [Image.open(os.path.join(r, n[index])).convert("L") for r, n in zip(self.root, self.names)]
        return Pair(*self.transform(*pair))
