import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


def list_png(folder):
    """返回排好序的 png 文件列表"""
    res = []
    for f in sorted(os.listdir(folder)):
        if os.path.splitext(f)[1] == '.png':
            res.append(os.path.join(folder, f))
    return res


def png_to_tensor(path):
    im = Image.open(path).convert('L').resize((256, 256))
    # PIL 的 size 是 (宽, 高), 而 torch 要 (C, H, W)
    arr = np.asarray(im, dtype=np.float32)[..., np.newaxis]
    arr = np.transpose(arr, (2, 1, 0))
    arr = (arr - 127.5) / 127.5
    return torch.from_numpy(arr.copy())


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.a = list_png(t1_dir)
        self.b = list_png(t2_dir)
        n = min(len(self.a), len(self.b))
        self.a, self.b = self.a[:n], self.b[:n]

    def __len__(self):
        return len(self.a)

    def __getitem__(self, i):
        return png_to_tensor(self.a[i]), png_to_tensor(self.b[i])
