import os
from os import path as osp
from torch.utils.data import Dataset
from torchvision import transforms
from PIL import Image


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        names = lambda d: sorted(f for f in os.listdir(d) if osp.isfile(osp.join(d, f)) and f.split('.')[-1] == 'png')
        self.A, self.B = names(t1_dir), names(t2_dir)
        if self.A != self.B and len(self.A) != len(self.B):
            raise ValueError(f"T1 has {len(self.A)} slices, T2 has {len(self.B)}")
        self.to_tensor = transforms.Compose([
            transforms.Grayscale(),
            transforms.ToTensor(),
            transforms.Resize((256, 256), transforms.InterpolationMode.BICUBIC, antialias=True),
            self.rescale,
        ])

    @staticmethod
    def rescale(t):
        return t.clamp(0, 1).sub(.5).mul(2)     # bicubic may overshoot

    def __len__(self):
        return len(self.A)

    def __getitem__(self, i):
        a = Image.open(osp.join(self.t1_dir, self.A[i])).convert('L')
        b = Image.open(osp.join(self.t2_dir, self.B[i])).convert('L')
        return self.to_tensor(a), self.to_tensor(b)
