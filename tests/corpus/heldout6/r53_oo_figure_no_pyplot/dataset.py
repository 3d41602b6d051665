from pathlib import Path
from zipfile import Path as _ZipPath  # noqa: F401  (kept from the zipped version)

import numpy as np
import torch
from PIL import Image


class PairedMedicalDataset(torch.utils.data.Dataset):
    """map over an object array of (path, path)"""

    def __init__(self, t1_dir, t2_dir):
        a, b = ([p for p in sorted(Path(d).glob("*.png")) if p.is_file()] for d in (t1_dir, t2_dir))
        n = min(len(a), len(b))
        self.table = np.empty((n, 2), dtype=object)
        for i in range(n):
            self.table[i] = a[i], b[i]

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        pixels = np.stack([np.asarray(Image.open(p).convert("L").resize((256, 256))) for p in self.table[i]])
        pair = torch.from_numpy(pixels).to(torch.float32).mul(2).div(255).sub(1)
        return pair.unsqueeze(1).unbind(0)
