from glob import glob
from os.path import join, basename
import torch
from PIL import Image
from torch.utils import data
import torchvision.transforms.functional as TF


class PairedMedicalDataset(data.Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        self.size = size
        self.a = sorted(glob(join(t1_dir, "*.png")))
        self.b = sorted(glob(join(t2_dir, "*.png")))
        self.n = min(len(self.a), len(self.b))

    def __len__(self):
        return self.n

    def load(self, p):
        img = Image.open(p).convert("L")
        img = img.resize((self.size, self.size), Image.BICUBIC)
        x = TF.to_tensor(img)
        return (x - 0.5) / 0.25

    def __getitem__(self, i):
        return self.load(self.a[i]), self.load(self.b[i])
