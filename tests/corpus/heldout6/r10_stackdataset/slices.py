import os

import torch
import torchvision.transforms.v2.functional as VF
from PIL import Image
from torch.utils.data import Dataset


class SliceFolder(Dataset):
    def __init__(self, root):
        self.paths = sorted(e.path for e in os.scandir(root) if e.is_file() and e.name.rpartition(".")[2] == "png")

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        im = Image.open(self.paths[i]).convert("L")
        x = VF.pil_to_tensor(im)
        x = VF.resize(x, [256, 256], antialias=True)
        x = VF.to_dtype(x, torch.float32, scale=True)
        return VF.normalize(x, [0.5], [0.5])
