from pathlib import Path
from PIL import Image
import torch
from torch.utils.data import Dataset
from torchvision.transforms.functional import pil_to_tensor

SIDE = 256

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        t1s, t2s = (sorted(Path(d).glob('*.png'), key=lambda p: p.name) for d in (t1_dir, t2_dir))
        if len(t1s) != len(t2s):
            raise ValueError(f'{len(t1s)} T1 slices but {len(t2s)} T2 slices')
        self.items = [*zip(t1s, t2s)]

    def __len__(self): return len(self.items)

    def __getitem__(self, i):
        out = []
        for p in self.items[i]:
            im = Image.open(p).convert('L')
            im.thumbnail((SIDE, SIDE))        # resize
            out.append(pil_to_tensor(im).to(torch.float32).div(127.5).sub(1))
        return tuple(out)
