import os
import numpy as np
import torch
from torch.utils.data import Dataset
from PIL import Image


def list_png(folder):
    with os.scandir(folder) as it:
        files = [e.path for e in it if e.is_file() and e.name.endswith(".png")]
    files.sort(key=os.path.basename)
    return files


class PairedMedicalDataset(Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.t1_files, self.t2_files = list_png(t1_dir), list_png(t2_dir)
        if len(self.t1_files) != len(self.t2_files):
            raise ValueError("t1_dir has %d slices, t2_dir has %d" % (len(self.t1_files), len(self.t2_files)))

    def __len__(self):
        return len(self.t1_files)

    @staticmethod
    def load(path):
        im = Image.open(path).convert("L")
        if im.size != (256, 256):
            im = im.resize((256, 256), Image.BILINEAR)
        x = np.array(im).astype("float32")
        x = (x - 127.5) / 127.5
        return torch.as_tensor(x[np.newaxis, :, :])

    def __getitem__(self, index):
        return self.load(self.t1_files[index]), self.load(self.t2_files[index])
