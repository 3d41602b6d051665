import functools
import os

from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import functional as TF


@functools.lru_cache(maxsize=512)
def read_slice(path):
    img = Image.open(path).convert("L")
    return TF.to_tensor(TF.resize(img, [256, 256])).mul(2).sub(1)


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = str(t1_dir), str(t2_dir)
        is_png = lambda f: os.path.splitext(f)[1] == ".png"
        self.t1_names = list(sorted(filter(is_png, os.listdir(self.t1_dir))))
        self.t2_names = list(sorted(filter(is_png, os.listdir(self.t2_dir))))

    def __len__(self):
        return min(len(self.t1_names), len(self.t2_names))

    def __getitem__(self, index):
        t1 = read_slice(os.path.join(self.t1_dir, self.t1_names[index]))
        t2 = read_slice(os.path.join(self.t2_dir, self.t2_names[index]))
        return t1.clone(), t2.clone()
