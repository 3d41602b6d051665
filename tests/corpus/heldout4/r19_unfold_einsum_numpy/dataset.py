import numpy as np, os, torch
from PIL import Image
from torch.utils.data import Dataset

class PairedMedicalDataset(Dataset):
    """np.ndarray of uint8 (2, n, 256, 256) read at the first use"""
    def __init__(self, t1_dir, t2_dir):
        self.dirs = t1_dir, t2_dir
        self.lists = [np.sort([f for f in os.listdir(d) if f.endswith('.png')]).tolist() for d in self.dirs]
        self._block = None

    def __len__(self):
        return int(np.min([len(l) for l in self.lists]))

    @property
    def block(self):
        if self._block is None:
            n = len(self)
            self._block = np.zeros((2, n, 256, 256), np.uint8)
            for k in range(2):
                for i in range(n):
                    with Image.open(os.path.join(self.dirs[k], self.lists[k][i])) as im:
                        self._block[k, i] = im.convert('L').resize((256, 256), Image.BILINEAR)
        return self._block

    def __getitem__(self, i):
        t1, t2 = torch.tensor(np.interp(self.block[:, i], [0, 255], [-1, 1]), dtype=torch.float32)[:, None]
        return t1, t2
