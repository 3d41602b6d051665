import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        def read(folder):
            names = sorted(n for n in os.listdir(folder) if n.lower().endswith(".png"))
            out = torch.empty(len(names), 1, size, size)
            for k, n in enumerate(names):
                with Image.open(os.path.join(folder, n)) as im:
                    out[k, 0] = torch.as_tensor(np.array(im.convert("L").resize((size, size), Image.BICUBIC)), dtype=torch.float32)
            return out.div_(255).sub_(.5).div_(.5)
        self.t1, self.t2 = read(t1_dir), read(t2_dir)

    def __len__(self):
        return min(self.t1.size(0), self.t2.size(0))

    def __getitem__(self, k):
        return self.t1[k].clone(), self.t2[k].clone()
