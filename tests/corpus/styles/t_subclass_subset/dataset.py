import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(torch.utils.data.ConcatDataset):
    """Pieces of one pair each."""

    class One(Dataset):
        def __init__(self, a, b):
            self.ab = a, b

        def __len__(self):
            return 1

        def __getitem__(self, _):
            return tuple(transforms.functional.pil_to_tensor(Image.open(p).convert("L").resize((256, 256))).to(torch.float32).div(127.5).add(-1) for p in self.ab)

    def __init__(self, t1_dir, t2_dir):
        sides = [sorted(Path(d).glob("*.png")) for d in (t1_dir, t2_dir)]
        super().__init__([self.One(a, b) for a, b in zip(*sides)])
