import pathlib
import torch
import numpy as np
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):
    """Everything in memory, as two uint8 tensors."""

    def __init__(self, t1_dir, t2_dir):
        t1s = self.__load_all(t1_dir)
        t2s = self.__load_all(t2_dir)
        n = min(len(t1s), len(t2s))
        self.t1 = torch.stack(t1s[:n])
        self.t2 = torch.stack(t2s[:n])

    def __load_all(self, d):
        out = []
        for p in sorted(pathlib.Path(d).rglob('*.png') if False else pathlib.Path(d).glob('*.png')):
            im = Image.open(p).convert('L').resize((256, 256), Image.Resampling.BICUBIC)
            out.append(torch.from_numpy(np.array(im, dtype=np.uint8)).unsqueeze(0))
        return out

    def __len__(self):
        return self.t1.size(0)

    def __getitem__(self, i):
        f = lambda u: u.to(torch.float32) / 255 * 2 - 1
        return f(self.t1[i]), f(self.t2[i])
