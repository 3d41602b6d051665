import os
import torch
import torchvision.transforms as transforms
import torchvision.transforms.functional as TF
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, load_size=286, crop_size=256):
        self.load_size, self.crop_size = load_size, crop_size
        ls = lambda d: sorted(os.path.join(d, f) for f in os.listdir(d) if f.endswith('.png'))
        self.A, self.B = ls(t1_dir), ls(t2_dir)

    def __len__(self):
        return min(len(self.A), len(self.B))

    def __getitem__(self, i):
        a, b = (Image.open(x[i]).convert('L') for x in (self.A, self.B))
        a, b = (TF.resize(x, [self.load_size, self.load_size]) for x in (a, b))
        # the same window for both
        where = transforms.RandomCrop.get_params(a, (self.crop_size, self.crop_size))
        a, b = TF.crop(a, *where), TF.crop(b, *where)
        return TF.to_tensor(a) * 2 - 1, TF.to_tensor(b) * 2 - 1
