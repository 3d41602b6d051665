import glob
import numpy as np
import torch
import torch.utils.data
from PIL import Image


def imread_gray(path):
    with Image.open(path) as im:
        return np.asarray(im.convert(mode='L'))


def imresize(a, h=256, w=256):
    if a.shape == (h, w):
        return a
    # bilinear with plain numpy, pixel centres
    H, W = a.shape
    ys = np.clip((np.arange(h) + 0.5) * H / h - 0.5, 0, H - 1)
    xs = np.clip((np.arange(w) + 0.5) * W / w - 0.5, 0, W - 1)
    y0, x0 = np.floor(ys).astype(int), np.floor(xs).astype(int)
    y1, x1 = np.minimum(y0 + 1, H - 1), np.minimum(x0 + 1, W - 1)
    fy, fx = (ys - y0)[:, None], (xs - x0)[None, :]
    a = a.astype(np.float64)
    top = a[y0][:, x0] * (1 - fx) + a[y0][:, x1] * fx
    bot = a[y1][:, x0] * (1 - fx) + a[y1][:, x1] * fx
    return np.clip(np.round(top * (1 - fy) + bot * fy), 0, 255).astype(np.uint8)


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.files = tuple(zip(sorted(glob.glob(f'{t1_dir}/*.png')), sorted(glob.glob(f'{t2_dir}/*.png'))))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, n):
        a, b = (imresize(imread_gray(f)) for f in self.files[n])
        a = np.expand_dims(a.astype(np.float32) / np.float32(127.5) - np.float32(1), 0)
        b = np.expand_dims(b.astype(np.float32) / np.float32(127.5) - np.float32(1), 0)
        return torch.tensor(a), torch.tensor(b)
