from pathlib import Path
from torch.utils.data import Dataset
from torchvision.io import read_image, ImageReadMode
from torchvision.transforms.v2 import functional as TF
import torch


def get_image_files(path):
    return sorted((o for o in Path(path).iterdir() if o.suffix.lower() == '.png' and o.is_file()), key=lambda o: o.name)


class Pipeline:
    def __init__(self, *fs): self.fs = fs
    def __call__(self, x):
        for f in self.fs: x = f(x)
        return x


def open_gray(fn): return read_image(str(fn), mode=ImageReadMode.GRAY)
def to_256(x): return TF.resize(x, [256, 256], antialias=True)
def int_to_float(x): return TF.to_dtype(x, torch.float32, scale=True)
def norm(x): return TF.normalize(x, [0.5], [0.5])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, tfms=None):
        self.items = list(zip(get_image_files(t1_dir), get_image_files(t2_dir)))
        self.tfm = tfms or Pipeline(open_gray, to_256, int_to_float, norm)

    def __len__(self): return len(self.items)
    def __getitem__(self, i): return tuple(self.tfm(o) for o in self.items[i])
    def __repr__(self): return f'{type(self).__name__}({len(self)} items)'
