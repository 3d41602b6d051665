import os
import torch
from torch.utils.data import Dataset, ConcatDataset
from torchvision import io, transforms


class _One(Dataset):
    def __init__(self, d):
        self.d = str(d)
        self.names = sorted(x for x in os.listdir(self.d) if x.endswith(".png"))
        self.size = transforms.Resize((256, 256), antialias=True)

    def __len__(self):
        return len(self.names)

    def __getitem__(self, i):
        img = io.read_image(os.path.join(self.d, self.names[i]), io.ImageReadMode.GRAY)
        return self.size(img).to(torch.float32).div(127.5).sub(1.0)


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.one, self.two = _One(t1_dir), _One(t2_dir)

    def __len__(self):
        return min(len(self.one), len(self.two))

    def __getitem__(self, i):
        return self.one[i], self.two[i]

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]
