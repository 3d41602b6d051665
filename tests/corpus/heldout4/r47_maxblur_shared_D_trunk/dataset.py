from torchvision.datasets import VisionDataset
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional as F2
import torch, os
from PIL import Image


class PairedMedicalDataset(VisionDataset):
    """a torchvision VisionDataset"""

    def __init__(self, t1_dir, t2_dir):
        tf = v2.Compose([v2.PILToTensor(), v2.ToDtype(torch.float32, scale=True), v2.Normalize([.5], [.5])])
        super().__init__(root=os.path.dirname(os.path.abspath(t1_dir)), transform=tf)
        scan = lambda d: [os.path.join(d, f) for f in sorted(os.listdir(d)) if f.endswith('.png')]
        self.images, self.targets = scan(t1_dir), scan(t2_dir)

    def __len__(self):
        return min(len(self.images), len(self.targets))

    def open(self, p):
        return F2.resize(Image.open(p).convert('L'), [256, 256], interpolation=v2.InterpolationMode.HAMMING)

    def __getitem__(self, index):
        return self.transform(self.open(self.images[index])), self.transform(self.open(self.targets[index]))
