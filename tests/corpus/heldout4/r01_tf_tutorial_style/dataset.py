# -*- coding: utf-8 -*-
# ported from my Keras homework: load_image() + tf.data-like mapping
import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

IMG_WIDTH = 256
IMG_HEIGHT = 256


def load_image(image_file):
    image = Image.open(image_file).convert("L")
    return np.asarray(image)


def resize(image, height, width):
    return np.asarray(Image.fromarray(image).resize((width, height), Image.NEAREST))


def normalize(image):
    return (image.astype(np.float32) / 127.5) - 1


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        self.t1_files = sorted([f for f in os.listdir(t1_dir) if f.endswith(".png")])
        self.t2_files = sorted([f for f in os.listdir(t2_dir) if f.endswith(".png")])

    def __len__(self):
        return min(len(self.t1_files), len(self.t2_files))

    def __getitem__(self, idx):
        inp = load_image(os.path.join(self.t1_dir, self.t1_files[idx]))
        tar = load_image(os.path.join(self.t2_dir, self.t2_files[idx]))
        inp, tar = resize(inp, IMG_HEIGHT, IMG_WIDTH), resize(tar, IMG_HEIGHT, IMG_WIDTH)
        inp, tar = normalize(inp), normalize(tar)
        # HWC -> CHW
        return torch.from_numpy(inp[None]), torch.from_numpy(tar[None])
