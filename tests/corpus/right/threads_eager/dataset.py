from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import TensorDataset
from torchvision.transforms.functional import pil_to_tensor


def read(path):
    with Image.open(path) as im:
        return pil_to_tensor(im.convert("L").resize((256, 256), Image.LANCZOS))


class PairedMedicalDataset(TensorDataset):
    def __init__(self, t1_dir, t2_dir, workers=4):
        a, b = (sorted(Path(d).glob("*.png")) for d in (t1_dir, t2_dir))
        n = min(len(a), len(b))
        with ThreadPoolExecutor(workers) as pool:
            stacks = [torch.stack(list(pool.map(read, paths[:n]))) for paths in (a, b)]
        super().__init__(*[s.float() / 127.5 - 1 for s in stacks])
