import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

IMG_H = IMG_W = 256


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = [os.path.join(t1_dir, n) for n in sorted(os.listdir(t1_dir)) if n.endswith(".png")]
        self.t2 = [os.path.join(t2_dir, n) for n in sorted(os.listdir(t2_dir)) if n.endswith(".png")]

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def load(self, path):
        img = Image.open(path).convert("L").resize((IMG_W, IMG_H))
        img = np.array(img) / 255.0
        img = img[..., np.newaxis]            # (256, 256, 1)
        return torch.from_numpy(img * 2.0 - 1.0)

    def __getitem__(self, i):
        return self.load(self.t1[i]), self.load(self.t2[i])
