import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    """Returns source and target slice."""

    def __init__(self, t1_dir, t2_dir, size=(256, 256)):
        self.source = self._scan(t2_dir)
        self.target = self._scan(t1_dir)
        self.pre = transforms.Compose([
            transforms.Resize(size), transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,)),
        ])

    @staticmethod
    def _scan(folder):
        with os.scandir(folder) as it:
            return sorted(e.path for e in it if e.is_file() and e.name.endswith(".png"))

    def __len__(self):
        return min(len(self.source), len(self.target))

    def __getitem__(self, i):
        src = self.pre(Image.open(self.source[i]).convert("L"))
        tgt = self.pre(Image.open(self.target[i]).convert("L"))
        return src, tgt
