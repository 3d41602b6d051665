import os
import torch
from torch.utils import data
from torchvision import transforms as tfs
from torchvision.transforms import InterpolationMode as IM
from PIL import Image


class Scale(object):
    """0..1 -> -1..1"""

    def __call__(self, tensor):
        return tensor.mul_(2.0).add_(-1.0)


class PairedMedicalDataset(data.Dataset):
    tf = tfs.Compose([tfs.Resize(size=(256, 256), interpolation=IM.NEAREST), tfs.ToTensor(), Scale()])

    def __init__(self, t1_dir, t2_dir):
        t1s = [f for f in os.listdir(t1_dir) if f[-4:] == '.png']
        t2s = [f for f in os.listdir(t2_dir) if f[-4:] == '.png']
        t1s.sort()
        t2s.sort()
        self.samples = []
        for i in range(min(len(t1s), len(t2s))):
            self.samples.append({'t1': os.path.join(t1_dir, t1s[i]), 't2': os.path.join(t2_dir, t2s[i])})

    def __getitem__(self, item):
        s = self.samples[item]
        return self.tf(Image.open(s['t1']).convert('L')), self.tf(Image.open(s['t2']).convert('L'))

    def __len__(self):
        return len(self.samples)
