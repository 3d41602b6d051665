from __future__ import print_function, division
import os
import torch
import torch.utils.data as data
from PIL import Image
import numpy as np


def is_image_file(filename):
    return any(filename.endswith(extension) for extension in [".png"])


def load_img(filepath):
    img = Image.open(filepath).convert('L')
    img = img.resize((256, 256), Image.BICUBIC)
    return img


def to_float(img):
    w, h = img.size
    t = torch.ByteTensor(bytearray(img.tobytes()))
    t = t.view(h, w, 1).transpose(0, 1).transpose(0, 2).contiguous()
    return t.float().div(255)


class PairedMedicalDataset(data.Dataset):
    # mrzhu-cool/pix2pix-pytorch, data split in two folders
    def __init__(self, t1_dir, t2_dir):
        super(PairedMedicalDataset, self).__init__()
        self.a_path = t1_dir
        self.b_path = t2_dir
        self.a_filenames = [x for x in sorted(os.listdir(self.a_path)) if is_image_file(x)]
        self.b_filenames = [x for x in sorted(os.listdir(self.b_path)) if is_image_file(x)]

    def __getitem__(self, index):
        a = to_float(load_img(os.path.join(self.a_path, self.a_filenames[index])))
        b = to_float(load_img(os.path.join(self.b_path, self.b_filenames[index])))
        return a.sub(0.5).div(0.5), b.sub(0.5).div(0.5)

    def __len__(self):
        return min(len(self.a_filenames), len(self.b_filenames))
