import os
from typing import Tuple

import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import Dataset
from torchvision.transforms import functional as TF


class PairedMedicalDataset(Dataset):
    """Dataset of co-registered T1/T2 slices, paired by sorted file name."""

    def __init__(self, t1_dir: str, t2_dir: str, image_size: int = 256) -> None:
        self.image_size = image_size
        self.t1_paths = self._list_pngs(t1_dir)
        self.t2_paths = self._list_pngs(t2_dir)
        if len(self.t1_paths) != len(self.t2_paths):
            raise ValueError(
                f"Number of slices differs: {len(self.t1_paths)} T1 vs {len(self.t2_paths)} T2"
            )

    @staticmethod
    def _list_pngs(folder: str) -> list:
        return [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".png")]

    def _load(self, path: str) -> Tensor:
        image = Image.open(path).convert("L")
        image = TF.resize(image, [self.image_size, self.image_size])
        tensor = TF.to_tensor(image)
        return tensor / 127.5 - 1.0

    def __len__(self) -> int:
        return len(self.t1_paths)

    def __getitem__(self, index: int) -> Tuple[Tensor, Tensor]:
        return self._load(self.t1_paths[index]), self._load(self.t2_paths[index])
