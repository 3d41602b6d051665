import os
from pathlib import Path
import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        one = {p.name: p for p in Path(t1_dir).glob("*.png")}
        two = {p.name: p for p in Path(t2_dir).glob("*.png")}
        self.pairs = [(one[n], two[n]) for n in sorted(one.keys() & two.keys())]
        self.to = transforms.Compose([transforms.Grayscale(1), transforms.Resize((256, 256), transforms.InterpolationMode.NEAREST), transforms.PILToTensor()])

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        a, b = self.pairs[i]
        return self.to(Image.open(a)) / 127.5 - 1, self.to(Image.open(b)) / 127.5 - 1
