import os
from typing import Tuple

import matplotlib.image as mpimg
import numpy as np
import torch
from torch.utils.data import Dataset
import torch.nn.functional as F


class PairedMedicalDataset(Dataset):
    """No PIL, only matplotlib + numpy + torch."""

    def __init__(self, t1_dir, t2_dir):
        self._t1 = self._scan(t1_dir)
        self._t2 = self._scan(t2_dir)

    @staticmethod
    def _scan(folder):
        with os.scandir(folder) as it:
            return [e.path for e in sorted(it, key=lambda e: e.name) if e.is_file() and e.name.endswith('.png')]

    @property
    def size(self) -> int:
        return min(len(self._t1), len(self._t2))

    def __len__(self):
        return self.size

    @staticmethod
    def _gray(path) -> torch.Tensor:
        im = np.asarray(mpimg.imread(path), dtype=np.float32)   # png: 0..1
        if im.ndim == 3:
            im = im[..., :3] @ np.array([0.299, 0.587, 0.114], dtype=np.float32) if im.shape[2] >= 3 else im[..., 0]
        im8 = np.clip(np.rint(im * 255.0), 0, 255).astype(np.uint8)   # 8 bit
        x = torch.from_numpy(im8).float().div(255.0)
        x = F.interpolate(x.view(1, 1, *x.shape), (256, 256), mode='bicubic', align_corners=False).clamp(0, 1)
        return x.squeeze(0).mul(2).sub(1)

    def __getitem__(self, idx) -> Tuple[torch.Tensor, torch.Tensor]:
        return self._gray(self._t1[idx]), self._gray(self._t2[idx])
