"""Grey levels through a lookup table; a NamedTuple as the pair."""
from collections import namedtuple
from fnmatch import fnmatch
import os

import numpy as np
import torch
from PIL import Image
import torch.utils.data as data

Pair = namedtuple("Pair", ["t1", "t2"])
LUT = np.linspace(-1.0, 1.0, num=256, dtype="float32")


class PairedMedicalDataset(data.Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.dirs = Pair(os.fspath(t1_dir), os.fspath(t2_dir))
        self.names = Pair(*(sorted(n for n in os.listdir(d) if fnmatch(n, "*.png")) for d in self.dirs))

    def __len__(self):
        return min(len(n) for n in self.names)

    def _one(self, which, i):
        path = os.path.join(self.dirs[which], self.names[which][i])
        im = Image.open(path).convert(mode="L")
        im.thumbnail((4096, 4096))
        im = im.resize((256, 256), Image.NEAREST)
        return torch.tensor(LUT[np.asarray(im)])[None, ...]

    def __getitem__(self, i):
        return Pair(t1=self._one(0, i), t2=self._one(1, i))
