"""The data set as a dataclass; file lists are made after init."""
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Union

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

PathLike = Union[str, Path]


@dataclass
class PairedMedicalDataset(Dataset):
    t1_dir: PathLike
    t2_dir: PathLike
    size: int = 256
    pairs: List = field(init=False, repr=False)

    def __post_init__(self):
        a, b = (sorted(Path(d).glob("*.png"), key=lambda p: p.name) for d in (self.t1_dir, self.t2_dir))
        a, b = [p for p in a if p.is_file()], [p for p in b if p.is_file()]
        self.pairs = list(zip(a, b))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return tuple(map(self._read, self.pairs[i]))

    def _read(self, path):
        grey = Image.open(path).convert("L").resize((self.size, self.size), Image.LANCZOS)
        return torch.as_tensor(np.array(grey)).unsqueeze(0).to(torch.float32).div_(255).mul_(2).sub_(1)
