import os
import torch
from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms.functional as TF


class PairedMedicalDataset(Dataset):
    """t1_dir/xxx.png <-> t2_dir/xxx.png"""

    extensions = {'.png'}

    def __init__(self, t1_dir, t2_dir, image_size: int = 256, mean: float = 127.5, std: float = 127.5):
        self.image_size, self.mean, self.std = image_size, mean, std
        self.paths = []
        lists = [self.find(d) for d in (t1_dir, t2_dir)]
        if len({len(l) for l in lists}) > 1:
            raise ValueError('folders of different length: ' + ', '.join(str(len(l)) for l in lists))
        self.paths.extend(zip(*lists))

    def find(self, d):
        d = os.path.expanduser(d)
        return [os.path.join(d, n) for n in sorted(os.listdir(d)) if os.path.splitext(n)[1] in self.extensions]

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        out = []
        for p in self.paths[i]:
            img = Image.open(p).convert('L')
            img = TF.resize(img, [self.image_size, self.image_size], interpolation=TF.InterpolationMode.NEAREST)
            x = torch.frombuffer(bytearray(img.tobytes()), dtype=torch.uint8).view(1, self.image_size, self.image_size)
            out.append((x.float() - self.mean) / self.std)
        return tuple(out)
