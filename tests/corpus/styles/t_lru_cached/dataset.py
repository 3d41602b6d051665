import os
from functools import lru_cache, partial
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


@lru_cache(maxsize=None)
def picture(path):
    im = Image.open(path)
    if im.mode != "L":
        im = im.convert("L")
    return transforms.functional.normalize(transforms.functional.to_tensor(im.resize((256, 256), resample=Image.BOX)), 0.5, 0.5)


class PairedMedicalDataset(Dataset):
    """按文件名排序配对。"""

    def __init__(self, t1_dir: str, t2_dir: str) -> None:
        列 = lambda 目录: sorted(os.path.join(目录, f) for f in os.listdir(目录) if os.path.splitext(f)[1] == ".png")
        self.甲, self.乙 = 列(t1_dir), 列(t2_dir)

    def __len__(self) -> int:
        return min(len(self.甲), len(self.乙))

    def __getitem__(self, i: int):
        return picture(self.甲[i]), picture(self.乙[i])
