from os import listdir
from os.path import join, splitext
from functools import lru_cache

import torchvision.transforms as T
from PIL import Image
from torch.utils.data import Dataset

to_net = T.Compose([T.Resize((256, 256)), T.ToTensor(), T.Normalize(0.5, 0.5)])


class PairedMedicalDataset(Dataset):
    """Pairs by equal file name."""

    def __init__(self, t1_dir, t2_dir, transform=to_net):
        self.t1_dir, self.t2_dir, self.transform = str(t1_dir), str(t2_dir), transform
        a = {f for f in listdir(self.t1_dir) if splitext(f)[-1] == '.png'}
        b = {f for f in listdir(self.t2_dir) if splitext(f)[-1] == '.png'}
        if len(a) != len(b):
            raise ValueError(f'{len(a)} T1 slices, but {len(b)} T2 slices')
        # the IXI names of a pair are the same in both folders; else fall back to the order
        if a == b:
            self.names = [(n, n) for n in sorted(a)]
        else:
            self.names = list(zip(sorted(a), sorted(b)))

    @lru_cache(maxsize=64)
    def _read(self, path):
        with open(path, 'rb') as f:
            return Image.open(f).convert('L')

    def __getitem__(self, i):
        n1, n2 = self.names[i]
        return self.transform(self._read(join(self.t1_dir, n1))), self.transform(self._read(join(self.t2_dir, n2)))

    def __len__(self):
        return len(self.names)
