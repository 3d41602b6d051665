from typing import Tuple, List, Union
import os
import torch
from torch.utils.data import Dataset
from PIL import Image
from torchvision import transforms


def sorted_pngs(folder: Union[str, os.PathLike]) -> List[str]:
    names = []
    for entry in os.scandir(folder):
        if not entry.is_file():
            continue
        stem, ext = os.path.splitext(entry.name)
        if ext != ".png":
            continue
        names.append(entry.path)
    names.sort()
    return names


class PairedMedicalDataset(Dataset):
    __slots__ = ("t1_paths", "t2_paths", "transform")

    def __init__(self, t1_dir, t2_dir):
        self.t1_paths = sorted_pngs(t1_dir)
        self.t2_paths = sorted_pngs(t2_dir)
        n = min(len(self.t1_paths), len(self.t2_paths))
        del self.t1_paths[n:], self.t2_paths[n:]
        self.transform = transforms.Compose([
            transforms.Resize((256, 256), transforms.InterpolationMode.BOX),
            transforms.ToTensor(),
        ])

    def __len__(self) -> int:
        return len(self.t1_paths)

    def __getitem__(self, idx: int) -> Tuple[torch.Tensor, torch.Tensor]:
        img_t1 = self.transform(Image.open(self.t1_paths[idx]).convert("L"))
        img_t2 = self.transform(Image.open(self.t2_paths[idx]).convert("L"))
        return torch.add(-1, img_t1, alpha=2) if False else img_t1 * 2 - 1, img_t2 * 2 - 1
