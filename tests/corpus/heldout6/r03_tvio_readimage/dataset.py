from pathlib import Path

import torch
import torchvision.transforms.functional as TF
from torch import Tensor
from torch.utils.data import Dataset
from torchvision.io import ImageReadMode, read_image


class PairedMedicalDataset(Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.roots = Path(t1_dir), Path(t2_dir)
        self.names = [sorted(p.name for p in r.iterdir() if p.suffix == ".png" and p.is_file()) for r in self.roots]

    def __len__(self) -> int:
        return min(len(n) for n in self.names)

    def _load(self, which: int, i: int) -> Tensor:
        img = read_image(str(self.roots[which] / self.names[which][i]), mode=ImageReadMode.GRAY)
        img = img.to(torch.float32)
        img = TF.resize(img, [256, 256], interpolation=TF.InterpolationMode.BICUBIC, antialias=True)
        # bicubic may overshoot
        return img.clamp_(0, 255).mul_(2 / 255).sub_(1).clamp_(-1, 1)

    def __getitem__(self, i: int):
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError(i)
        return [self._load(0, i), self._load(1, i)]
