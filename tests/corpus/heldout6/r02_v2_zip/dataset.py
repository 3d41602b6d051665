import glob
import os.path as osp

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2


class PairedMedicalDataset(Dataset):
    """list(zip(...)) of paths + one torchvision v2 pipeline applied to both images at once."""

    def __init__(self, t1_dir, t2_dir, image_size=256, joint_transform=None):
        find = lambda d: sorted(filter(osp.isfile, glob.glob(osp.join(glob.escape(str(d)), "*.png"))), key=osp.basename)
        self.samples = list(zip(find(t1_dir), find(t2_dir)))
        self.joint_transform = joint_transform or v2.Compose([
            v2.ToImage(),
            v2.Grayscale(num_output_channels=1),
            v2.Resize((image_size, image_size), interpolation=v2.InterpolationMode.BILINEAR, antialias=True),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(mean=[0.5], std=[0.5]),
            v2.ToPureTensor(),
        ])

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, idx):
        ims = [Image.open(p).convert("L") for p in self.samples[idx]]
        t1, t2 = (self.joint_transform(im) for im in ims)
        return t1, t2
