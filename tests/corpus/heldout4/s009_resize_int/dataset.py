import pathlib
import torch
from PIL import Image
import torchvision.transforms as tt


class PairedMedicalDataset(torch.utils.data.Dataset):

    def __init__(self, t1_dir, t2_dir):
        t1_dir, t2_dir = pathlib.Path(t1_dir), pathlib.Path(t2_dir)
        self.pairs = list(zip(sorted(t1_dir.glob('*.png')), sorted(t2_dir.glob('*.png'))))
        self.tfm = tt.Compose([
            tt.Grayscale(1),
            tt.Resize(256),
            tt.ToTensor(),
            tt.Normalize(0.5, 0.5),
        ])

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return tuple(self.tfm(Image.open(p)) for p in self.pairs[i])
