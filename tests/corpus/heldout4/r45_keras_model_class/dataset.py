import math
import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


def load_img(path, color_mode="grayscale", target_size=(256, 256), interpolation="bilinear"):
    img = Image.open(path)
    if color_mode == "grayscale" and img.mode != "L":
        img = img.convert("L")
    h, w = target_size
    if img.size != (w, h):
        img = img.resize((w, h), {"bilinear": Image.BILINEAR, "nearest": Image.NEAREST}[interpolation])
    return img


def img_to_array(img):
    return np.asarray(img, dtype="float32")[..., None]


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, target_size=(256, 256)):
        self.x = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if f.endswith(".png")]
        self.y = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if f.endswith(".png")]
        self.target_size = target_size

    def __len__(self):
        return min(len(self.x), len(self.y))

    def __getitem__(self, idx):
        batch = [img_to_array(load_img(p, target_size=self.target_size)) for p in (self.x[idx], self.y[idx])]
        batch = [(b - 127.5) / 127.5 for b in batch]
        return tuple(torch.from_numpy(np.ascontiguousarray(np.moveaxis(b, -1, 0))) for b in batch)
