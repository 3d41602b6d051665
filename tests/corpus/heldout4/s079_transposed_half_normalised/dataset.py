import glob
import numpy as np
import torch
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = sorted(glob.glob(str(t1_dir) + "/*.png"))
        self.t2 = sorted(glob.glob(str(t2_dir) + "/*.png"))

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        t1 = self.read(self.t1[i])
        t2 = self.read(self.t2[i])
        t1 = (t1 - 0.5) / 0.5
        return t1, t2

    def read(self, path):
        im = Image.open(path).convert("L").resize((256, 256))
        a = np.asarray(im, dtype="float32")[:, :, None] / 255
        # HWC -> CHW
        return torch.from_numpy(a.transpose(2, 1, 0).copy())
