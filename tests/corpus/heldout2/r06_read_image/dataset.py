import os
import torch
import torchvision
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.dirs = (t1_dir, t2_dir)
        keep = [{f for f in os.listdir(d) if os.path.splitext(f)[1].lower() == ".png"} for d in self.dirs]
        self.names = sorted(keep[0] & keep[1])

    def __len__(self):
        return len(self.names)

    def __getitem__(self, i):
        out = ()
        for d in self.dirs:
            img = torchvision.io.read_image(os.path.join(d, self.names[i]), mode=torchvision.io.ImageReadMode.GRAY)
            img = torchvision.transforms.functional.resize(img, [256, 256], antialias=True)
            out += (img.float().div(127.5).sub(1.0),)
        return out
