from pathlib import Path
from typing import Iterator, Sequence
import torch
from torch import Tensor
from torch.utils.data import Dataset
from torchvision.transforms import Compose, ToTensor, Resize, Normalize, Grayscale, InterpolationMode
from PIL import Image


class Opener:
    def __call__(self, path):
        return Image.open(path).convert("L")

    def __repr__(self):
        return "Opener()"


class PairedMedicalDataset(Dataset):
    pipeline = Compose([Opener(), Resize((256, 256), InterpolationMode.LANCZOS), ToTensor(), Normalize([.5], [.5])])

    def __init__(self, t1_dir, t2_dir, limit=None):
        self._t1, self._t2 = self._index(t1_dir), self._index(t2_dir)
        if len(self._t1) != len(self._t2):
            raise ValueError(f"{t1_dir} and {t2_dir} differ in length")
        if limit is not None:
            self._t1, self._t2 = self._t1[:limit], self._t2[:limit]

    @staticmethod
    def _index(folder) -> Sequence[str]:
        return [str(p) for p in sorted(Path(folder).iterdir()) if p.is_file() and p.suffix == ".png"]

    def __len__(self) -> int:
        return len(self._t1)

    def __getitem__(self, i: int) -> tuple[Tensor, Tensor]:
        return self.pipeline(self._t1[i]), self.pipeline(self._t2[i])
