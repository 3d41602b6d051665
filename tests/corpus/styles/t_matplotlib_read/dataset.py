import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


import matplotlib.image as mpimg


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.dirs = t1_dir, t2_dir
        self.names = [sorted(x for x in os.listdir(d) if x.endswith(".png") and not x.startswith(".")) for d in self.dirs]

    def __len__(self):
        return min(len(n) for n in self.names)

    def __getitem__(self, i):
        out = []
        for d, n in zip(self.dirs, self.names):
            with open(os.path.join(d, n[i]), "rb") as f:
                im = Image.open(f)
                im.load()
            out.append(torch.tensor(np.array(im.convert("L").resize((256, 256), 3), dtype="float32")).unsqueeze(0) / 255.0 * 2.0 - 1.0)
        return out[0], out[1]
