import os
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.dirs = [str(t1_dir), str(t2_dir)]
        self.names = [sorted(n for n in os.listdir(x) if ".png" in n) for x in self.dirs]

    def __len__(self):
        return min(len(self.names[0]), len(self.names[1]))

    def __getitem__(self, i):
        pair = []
        for folder, names in zip(self.dirs, self.names):
            with Image.open(os.path.join(folder, names[i])) as f:
                px = np.array(f.convert("L").resize((256, 256)), np.float32)
            pair.append(torch.from_numpy(px / 127.5 - 1).reshape(1, 256, 256))
        return pair[0], pair[1]
