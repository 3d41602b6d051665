import logging
import os

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2

log = logging.getLogger(__name__)
IMG_SIZE = 256
MEAN, STD = [0.5], [0.5]


def default_transform(size=IMG_SIZE):
    return v2.Compose([
        v2.ToImage(),
        v2.Resize((size, size), antialias=True),
        v2.ToDtype(torch.float32, scale=False),
        v2.Normalize(mean=MEAN, std=STD),
        v2.ToPureTensor(),
    ])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=None, verbose=False):
        self.transform = transform if transform is not None else default_transform()
        self.t1_list = [f for f in sorted(os.listdir(t1_dir)) if f.endswith(".png")]
        self.t2_list = [f for f in sorted(os.listdir(t2_dir)) if f.endswith(".png")]
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        if verbose:
            log.info("%d / %d slices", len(self.t1_list), len(self.t2_list))

    def __len__(self):
        return min(len(self.t1_list), len(self.t2_list))

    def __getitem__(self, idx):
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_list[idx])).convert("L")
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_list[idx])).convert("L")
        t1 = self.transform(t1)
        t2 = self.transform(t2)
        return t1, t2
