from pathlib import Path
from typing import Callable, Optional, Tuple

import torch
from PIL import Image
from torchvision import transforms as T
from torchvision.datasets.folder import is_image_file
from torchvision.datasets.vision import VisionDataset


def default_transform(size: int = 256) -> Callable:
    return T.Compose([
        T.Grayscale(num_output_channels=1),
        T.Resize((size, size), interpolation=T.InterpolationMode.NEAREST),
        T.PILToTensor(),
        T.ConvertImageDtype(torch.float32),
        T.Lambda(lambda x: 2.0 * x - 1.0),
    ])


class PairedMedicalDataset(VisionDataset):
    def __init__(self, t1_dir, t2_dir, transform: Optional[Callable] = None, augment: bool = False) -> None:
        super().__init__(str(t1_dir), transform=transform or default_transform())
        self.samples = list(zip(self._list(t1_dir), self._list(t2_dir)))
        self.augment = augment

    @staticmethod
    def _list(folder):
        return sorted(str(p) for p in Path(folder).glob("*.png") if is_image_file(str(p)) and not p.is_dir())

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> Tuple[torch.Tensor, torch.Tensor]:
        a, b = self.samples[index]
        with open(a, "rb") as fa, open(b, "rb") as fb:
            x, y = self.transform(Image.open(fa)), self.transform(Image.open(fb))
        if self.augment and torch.rand(()) < 0.5:
            x, y = x.flip(-1), y.flip(-1)
        return x, y
