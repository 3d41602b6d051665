import pathlib
import torch
import torch.nn.functional as F
from torch.utils.data import Dataset
from torchvision.io import read_image, ImageReadMode


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        def find(d):
            return sorted((p for p in pathlib.Path(d).iterdir() if p.suffix == ".png"), key=lambda p: p.name)
        self.t1_files = find(t1_dir)
        self.t2_files = find(t2_dir)

    def __len__(self):
        return min(map(len, (self.t1_files, self.t2_files)))

    def read(self, path):
        img = read_image(str(path), mode=ImageReadMode.GRAY).float()        # (1, H, W), 0 .. 255
        if img.shape[-2:] != (256, 256):
            img = F.interpolate(img[None], size=(256, 256), mode="bilinear", antialias=True)[0]
        return img / 127.5 - 1

    def __getitem__(self, i):
        return self.read(self.t1_files[i]), self.read(self.t2_files[i])
