"""Dataset as a small class hierarchy: the base class pairs, the subclass knows about PNG slices."""
import abc
import os
import typing as t

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedDataset(Dataset, abc.ABC):
    def __init__(self, first: t.Sequence[str], second: t.Sequence[str]) -> None:
        self._first, self._second = list(first), list(second)

    def __len__(self) -> int:
        return min(len(self._first), len(self._second))

    def __getitem__(self, i: int) -> t.Tuple[torch.Tensor, torch.Tensor]:
        return self.load(self._first[i]), self.load(self._second[i])

    @abc.abstractmethod
    def load(self, item: str) -> torch.Tensor: ...


class PairedMedicalDataset(PairedDataset):
    EXTENSION: t.ClassVar[str] = ".png"

    def __init__(self, t1_dir: t.Union[str, os.PathLike], t2_dir: t.Union[str, os.PathLike]) -> None:
        super().__init__(self._slices(t1_dir), self._slices(t2_dir))
        self.pipeline = transforms.Compose([
            transforms.Grayscale(1),
            transforms.Resize((256, 256)),
            transforms.PILToTensor(),
            transforms.ConvertImageDtype(torch.float32),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    @classmethod
    def _slices(cls, folder) -> t.List[str]:
        names = [n for n in os.listdir(folder) if os.path.splitext(n)[1] == cls.EXTENSION]
        return [os.path.join(folder, n) for n in sorted(names)]

    def load(self, item: str) -> torch.Tensor:
        with Image.open(item) as image:
            return self.pipeline(image.convert("L"))
