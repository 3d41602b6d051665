# Ported from my segmentation project: everything goes once into one uint8 memmap
# on scratch, afterwards __getitem__ is only slicing.
import os
import tempfile

import numpy as np
import torch
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir, scratch=None):
        files = []
        for folder in (t1_dir, t2_dir):
            folder = str(folder)
            here = []
            for root, dirs, names in os.walk(folder):
                dirs.clear()                      # top level only
                here = [os.path.join(root, n) for n in sorted(names) if n[-4:] == ".png"]
            files.append(here)

        self.n = min(len(files[0]), len(files[1]))
        self._tmp = tempfile.TemporaryDirectory(dir=scratch)
        fn = os.path.join(self._tmp.name, "pairs.u8")
        mm = np.memmap(fn, dtype=np.uint8, mode="w+", shape=(max(self.n, 1), 2, 256, 256))
        for i in range(self.n):
            for c in range(2):
                with Image.open(files[c][i]) as im:
                    mm[i, c] = np.asarray(im.convert("L").resize((256, 256), Image.BICUBIC))
        mm.flush()
        del mm
        self.mm = np.memmap(fn, dtype=np.uint8, mode="r", shape=(max(self.n, 1), 2, 256, 256))

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if i >= self.n or i < -self.n:
            raise IndexError("pair %d of %d" % (i, self.n))
        if i < 0:
            i = i + self.n
        x = self.mm[i].astype(np.float32)
        x = (x - 127.5) / 127.5
        return torch.from_numpy(x[0:1].copy()), torch.from_numpy(x[1:2].copy())
