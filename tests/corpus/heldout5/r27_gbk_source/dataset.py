# 数据集：成对的切片
import os

import torch
from PIL import Image
from torchvision.datasets import VisionDataset
from torchvision.transforms import v2


class PairedMedicalDataset(VisionDataset):
    def __init__(self, t1_dir, t2_dir, *, transforms=None):
        super().__init__(root=os.path.commonprefix([str(t1_dir), str(t2_dir)]), transforms=transforms)
        self.samples = tuple(zip(self._list(t1_dir), self._list(t2_dir)))
        self.to_tensor = v2.Compose([
            v2.PILToTensor(),
            v2.Resize([256, 256], antialias=True),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize([0.5], [0.5]),
        ])

    @staticmethod
    def _list(folder):
        folder = str(folder)
        return [os.path.join(folder, f) for f in sorted(os.listdir(folder))
                if f.endswith(".png") and not os.path.isdir(os.path.join(folder, f))]

    # 切片对数
    def __len__(self):
        return len(self.samples)

    def __getitem__(self, i):
        out = [self.to_tensor(Image.open(p).convert("L")) for p in self.samples[i]]
        return tuple(self.transforms(*out)) if self.transforms is not None else tuple(out)
