import numpy as np, torch
from pathlib import Path
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.files = []
        for d in (t1_dir, t2_dir):
            names = [x for x in Path(d).iterdir() if x.suffix == ".png"]
            names.sort(key=lambda x: x.name)
            self.files.append(names)
        # allocate once, allocation in __getitem__ is slow
        self.buf = torch.zeros(2, 1, 256, 256, dtype=torch.float32)

    def __len__(self):
        return min(len(f) for f in self.files)

    def __getitem__(self, i):
        if i >= len(self):
            raise IndexError(i)
        for row, names in enumerate(self.files):
            img = Image.open(names[i]).convert("L").resize((256, 256), resample=Image.BICUBIC)
            self.buf[row, 0].copy_(torch.from_numpy(np.array(img)))
        self.buf.sub_(127.5).div_(127.5)
        return self.buf[0], self.buf[1]
