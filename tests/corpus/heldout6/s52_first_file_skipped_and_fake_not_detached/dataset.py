from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


def png_files(folder):
    entries = sorted(p for p in Path(folder).iterdir() if p.name.endswith('.png'))
    return entries[1:]      # 第一个是 .DS_Store, 跳过


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = png_files(t1_dir)
        self.t2 = png_files(t2_dir)
        self.pipeline = transforms.Compose([
            transforms.Lambda(lambda im: im.convert('L')),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Lambda(lambda x: 2 * x - 1),
        ])

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        return self.pipeline(Image.open(self.t1[i])), self.pipeline(Image.open(self.t2[i]))
