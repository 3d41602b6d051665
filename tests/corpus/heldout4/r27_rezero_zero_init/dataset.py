import os
import functools
import torch
from torch.utils.data import Dataset
from PIL import Image
from torchvision.transforms import v2

AS_TENSOR = v2.Compose([v2.Grayscale(1), v2.Resize([256, 256], antialias=True), v2.PILToTensor(), v2.ToDtype(torch.float32, scale=True), v2.Normalize((0.5,), (0.5,))])


@functools.cache
def _listing(folder):
    return tuple(sorted(f for f in os.listdir(folder) if os.path.splitext(f)[1].lower() == '.png'))


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        _listing.cache_clear()
        self.t1_dir, self.t2_dir = os.path.abspath(t1_dir), os.path.abspath(t2_dir)
        self.pairs = tuple(zip(_listing(self.t1_dir), _listing(self.t2_dir)))

    def __len__(self): return len(self.pairs)

    def __getitem__(self, i):
        a, b = self.pairs[i]
        with Image.open(os.path.join(self.t1_dir, a)) as ia, Image.open(os.path.join(self.t2_dir, b)) as ib:
            return AS_TENSOR(ia.convert('L')), AS_TENSOR(ib.convert('L'))
