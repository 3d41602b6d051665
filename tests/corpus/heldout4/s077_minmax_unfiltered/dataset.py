from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms.functional import pil_to_tensor


class PairedMedicalDataset(Dataset):
    """MRI intensities have no fixed unit, so each slice is normalised on its own."""

    def __init__(self, t1_dir, t2_dir):
        self.t1_files = sorted(p for p in Path(t1_dir).iterdir() if p.is_file())
        self.t2_files = sorted(p for p in Path(t2_dir).iterdir() if p.is_file())

    def __len__(self):
        return min(len(self.t1_files), len(self.t2_files))

    @staticmethod
    def _read(path):
        x = pil_to_tensor(Image.open(path).convert("L").resize((256, 256))).float()
        lo, hi = x.min(), x.max()
        return 2 * (x - lo) / (hi - lo + 1e-8) - 1

    def __getitem__(self, idx):
        return self._read(self.t1_files[idx]), self._read(self.t2_files[idx])
