from pathlib import Path
import itertools
import torch
from torch.utils.data import Dataset, StackDataset
from PIL import Image
import torchvision.transforms.v2.functional as VF


class SliceFolder(Dataset):
    def __init__(self, folder):
        self.files = sorted((p for p in Path(folder).iterdir() if p.match("*.png")), key=lambda p: p.name)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        img = VF.pil_to_tensor(Image.open(self.files[i]).convert("L"))
        img = VF.resize(img, [256, 256], interpolation=VF.InterpolationMode.BICUBIC, antialias=True)
        return VF.to_dtype(img, torch.float32, scale=True) * 2 - 1


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        a, b = SliceFolder(t1_dir), SliceFolder(t2_dir)
        self.stack = StackDataset(a, b)        # raises ValueError on a size mismatch

    def __len__(self):
        return len(self.stack)

    def __getitem__(self, i):
        return self.stack[i]
