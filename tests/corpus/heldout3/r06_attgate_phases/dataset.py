from functools import partial, reduce
from os import listdir
from os.path import join

import torch
from PIL import Image, ImageOps
from torch.utils.data import Dataset
from torchvision.transforms.functional import pil_to_tensor


def pipe(*steps):
    return lambda value: reduce(lambda acc, step: step(acc), steps, value)


to_square = partial(Image.Image.resize, size=(256, 256), resample=Image.Resampling.LANCZOS)
rescale = lambda u8: torch.lerp(torch.tensor(-1.0), torch.tensor(1.0), u8.to(torch.float32) / 255)  # noqa: E731
READ = pipe(Image.open, ImageOps.grayscale, to_square, pil_to_tensor, rescale)


def pngs(folder):
    yield from (join(folder, name) for name in sorted(filter(lambda n: n.endswith(".png"), listdir(folder))))


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, read=READ):
        self.read = read
        self.index = tuple(zip(pngs(t1_dir), pngs(t2_dir)))

    __len__ = lambda self: len(self.index)  # noqa: E731

    def __getitem__(self, k):
        return tuple(map(self.read, self.index[k]))
