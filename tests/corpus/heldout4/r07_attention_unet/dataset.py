import glob, os
import re
import torch
from torch.utils.data import Dataset
from PIL import Image
import torchvision.transforms.functional as TF


def natural_key(s):
    return [int(t) if t.isdigit() else t.lower() for t in re.split(r'(\d+)', os.path.basename(s))]


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, image_size=256, cache=True):
        self.t1 = sorted(glob.glob(os.path.join(str(t1_dir), '*.png')), key=natural_key)
        self.t2 = sorted(glob.glob(os.path.join(str(t2_dir), '*.png')), key=natural_key)
        self.image_size = image_size
        self.cache = {} if cache else None

    def _load(self, f):
        if self.cache is not None and f in self.cache:
            return self.cache[f]
        img = Image.open(f).convert('L').resize((self.image_size,) * 2, resample=Image.Resampling.LANCZOS)
        x = TF.to_tensor(img) * 2.0 - 1.0
        if self.cache is not None:
            self.cache[f] = x
        return x

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        return [self._load(self.t1[i]), self._load(self.t2[i])]

    def __len__(self):
        return len(self.t1) if len(self.t1) < len(self.t2) else len(self.t2)
