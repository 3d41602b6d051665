# -*- coding: utf-8 -*-
# 数据集：T1/T2 配对切片（numpy 写法）
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

边长 = 256


def 读取(路径: Path) -> np.ndarray:
    """读一张切片 -> 灰度 -> 256x256 -> [-1, 1]"""
    with Image.open(路径) as 图:
        图 = 图.convert("L").resize((边长, 边长), Image.BILINEAR)
        数组 = np.asarray(图, dtype=np.float32)
    低, 高 = 数组.min(), 数组.max()
    return (数组 - 低) / (高 - 低 + 1e-8) * 2 - 1


@dataclass
class PairedMedicalDataset(Dataset):
    t1_dir: str
    t2_dir: str
    pairs: list = field(default_factory=list, repr=False)

    def __post_init__(self):
        甲, 乙 = (sorted(Path(d).glob("*.png")) for d in (self.t1_dir, self.t2_dir))
        self.pairs = [(a, b) for a, b in zip(甲, 乙)]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        a, b = self.pairs[i]
        return torch.from_numpy(读取(a)).unsqueeze(0), torch.from_numpy(读取(b)).unsqueeze(0)
