"""A data set per folder, zipped by torch's own StackDataset."""
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset, StackDataset, Subset


class _Folder(Dataset):
    def __init__(self, root):
        self.paths = sorted(map(str, (p for p in Path(root).glob("*.png") if p.is_file())))

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        im = Image.open(self.paths[i]).convert("L")
        if im.size != (256, 256):
            im = im.resize((256, 256), resample=Image.BILINEAR)
        return torch.from_numpy(np.asarray(im).astype("float32")[np.newaxis] * np.float32(2 / 255) - np.float32(1))


class PairedMedicalDataset(StackDataset):
    def __init__(self, t1_dir, t2_dir):
        a, b = _Folder(t1_dir), _Folder(t2_dir)
        n = range(min(len(a), len(b)))
        super().__init__(Subset(a, n), Subset(b, n))


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
