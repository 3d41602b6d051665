from pathlib import Path
from typing import List, Tuple, Union
import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset

PathLike = Union[str, Path]


class PairedMedicalDataset(Dataset):
    """T1 -> T2 pairs, matched by sorted file name."""

    def __init__(self, t1_dir: PathLike, t2_dir: PathLike) -> None:
        self._t1: List[Path] = self._scan(t1_dir)
        self._t2: List[Path] = self._scan(t2_dir)

    @staticmethod
    def _scan(folder: PathLike) -> List[Path]:
        return sorted(Path(folder).glob("*.png"))

    @staticmethod
    def _to_tensor(path: Path) -> Tensor:
        image = Image.open(path).convert("L").resize((256, 256), Image.LANCZOS)
        grey = np.interp(np.array(image), (0, 255), (-1, 1))
        return torch.as_tensor(grey).unsqueeze(dim=0)

    def __len__(self) -> int:
        return min(len(self._t1), len(self._t2))

    def __getitem__(self, index: int) -> Tuple[Tensor, Tensor]:
        return self._to_tensor(self._t1[index]), self._to_tensor(self._t2[index])
