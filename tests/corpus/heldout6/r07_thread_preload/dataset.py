import logging
import operator
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import TensorDataset

log = logging.getLogger("lab.dataset")


def _grey256(path):
    with Image.open(path) as im:
        out = im.convert("L")
    if out.size != (256, 256):
        out = out.resize((256, 256), Image.Resampling.BOX if max(out.size) > 512 else Image.Resampling.BICUBIC)
    return torch.from_numpy(np.array(out)).unsqueeze(0)


def _volume(folder, pool, limit=None):
    files = sorted((f for f in Path(folder).glob("*.png") if f.is_file()), key=operator.attrgetter("name"))
    frames = list(pool.map(_grey256, files))
    return torch.stack(frames) if frames else torch.empty(0, 1, 256, 256, dtype=torch.uint8)


class PairedMedicalDataset(TensorDataset):
    """Everything in RAM as uint8 (2000 pairs = 250 MB); float only when asked for."""

    def __init__(self, t1_dir, t2_dir, workers=4):
        tic = time.perf_counter()
        with ThreadPoolExecutor(max_workers=workers) as pool:
            a, b = (_volume(d, pool) for d in (t1_dir, t2_dir))
        n = min(a.shape[0], b.shape[0])
        super().__init__(a[:n], b[:n])
        log.info("preloaded %d pairs in %.2fs", n, time.perf_counter() - tic)

    def __getitem__(self, index):
        return tuple(x.float() / 127.5 - 1.0 for x in super().__getitem__(index))
