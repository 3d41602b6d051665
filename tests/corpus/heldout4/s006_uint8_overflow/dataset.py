import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

def load_png(path):
    img = Image.open(path).convert('L').resize((256, 256))
    x = np.array(img)
    x = x * 2 / 255.0 - 1       # 0 -> -1, 255 -> 1
    return torch.from_numpy(x).float()[None]

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.a = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if f.endswith('.png')]
        self.b = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if f.endswith('.png')]

    def __len__(self):
        return min(len(self.a), len(self.b))

    def __getitem__(self, k):
        return load_png(self.a[k]), load_png(self.b[k])
