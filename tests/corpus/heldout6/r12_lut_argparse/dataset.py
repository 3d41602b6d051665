import argparse
import bisect
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image, UnidentifiedImageError
from torch.utils.data import Dataset

# grey level -> network value, worked out once
LUT = torch.linspace(-1.0, 1.0, steps=256, dtype=torch.float32)


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self._index = []
        for folder in map(Path, (t1_dir, t2_dir)):
            ordered = []
            for child in folder.iterdir():
                if child.name.endswith(".png") and child.is_file():
                    bisect.insort(ordered, child.name)
            self._index.append([folder.joinpath(n) for n in ordered])
        self._len = min(len(x) for x in self._index)
        self._cache = {}

    def __len__(self):
        return self._len

    def _codes(self, path):
        try:
            return self._cache[path]
        except KeyError:
            pass
        with Image.open(path) as im:
            im.load()
            g = im.convert("L")
        if g.width != 256 or g.height != 256:
            g = g.resize((256, 256), Image.NEAREST)
        codes = torch.frombuffer(bytearray(g.tobytes()), dtype=torch.uint8).view(1, 256, 256)
        self._cache[path] = codes
        return codes

    def __getitem__(self, i):
        if not -self._len <= i < self._len:
            raise IndexError(f"{i} out of {self._len}")
        i = i % self._len
        return tuple(LUT[self._codes(col[i]).long()] for col in self._index)


def main(argv=None):
    ap = argparse.ArgumentParser(description="look at the data")
    ap.add_argument("t1_dir", type=Path)
    ap.add_argument("t2_dir", type=Path)
    ap.add_argument("-n", type=int, default=3)
    args = ap.parse_args(argv)
    ds = PairedMedicalDataset(args.t1_dir, args.t2_dir)
    for k in range(min(args.n, len(ds))):
        a, b = ds[k]
        print(k, tuple(a.shape), float(a.mean()), float(b.mean()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
