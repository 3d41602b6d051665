from pathlib import Path

import torch
from torch.utils.data import Dataset
from torchvision.transforms import v2
from PIL import Image

PIPE = v2.Compose([
    v2.PILToTensor(),
    v2.Resize([256, 256], antialias=True),
    v2.ToDtype(torch.float32, scale=True),
    v2.Normalize([0.5], [0.5]),
])


class PairedMedicalDataset(Dataset):
    """T1/T2 pairs"""

    def __init__(self, t1_dir, t2_dir, transform=PIPE):
        super().__init__()
        listing = lambda d: sorted(p for p in Path(d).iterdir() if p.suffix == ".png" and p.is_file())
        self.pairs = list(zip(listing(t1_dir), listing(t2_dir)))
        self.transform = transform

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, item):
        first, second = self.pairs[item]
        with Image.open(first) as im1, Image.open(second) as im2:
            x, y = im1.convert("L"), im2.convert("L")
        return self.transform(x), self.transform(y)
