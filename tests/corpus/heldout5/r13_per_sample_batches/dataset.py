import os
import re
from typing import NamedTuple

import torch
from PIL import Image
from torch.utils.data import Dataset


class Pair(NamedTuple):
    t1: torch.Tensor
    t2: torch.Tensor


def natural(name):
    return [int(s) if s.isdigit() else s for s in re.split(r"(\d+)", name)]


def pngs(folder):
    with os.scandir(folder) as it:
        names = [e.name for e in it if e.is_file() and os.path.splitext(e.name)[1] == ".png"]
    return [os.path.join(folder, n) for n in sorted(names, key=natural)]


def to_tensor(path):
    im = Image.open(path).convert("L").resize((256, 256), Image.HAMMING)
    flat = torch.frombuffer(bytearray(im.tobytes()), dtype=torch.uint8)
    return torch.lerp(torch.tensor(-1.0), torch.tensor(1.0), flat.float() / 255).reshape(1, 256, 256)


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_paths, self.t2_paths = pngs(t1_dir), pngs(t2_dir)

    def __len__(self):
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, i):
        return Pair(to_tensor(self.t1_paths[i]), to_tensor(self.t2_paths[i]))
