# one dataset per modality, a third class glues them
import pathlib
import torch
from torch.utils.data import Dataset
from torchvision import transforms as T
from PIL import Image


class SliceFolder(Dataset):
    def __init__(self, root):
        root = pathlib.Path(root).expanduser()
        self.items = [p for p in sorted(root.iterdir(), key=lambda p: p.name) if p.suffix.lower() == '.png']
        self.tf = T.Compose([T.Resize((256, 256), antialias=True), T.ToTensor()])

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        grey = Image.open(str(self.items[i])).convert('L')
        unit = self.tf(grey)
        return (unit - 0.5) / 0.5


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = SliceFolder(t1_dir)
        self.t2 = SliceFolder(t2_dir)
        if len(self.t1) != len(self.t2):
            raise ValueError(f'{len(self.t1)} T1 slices but {len(self.t2)} T2 slices')

    def __len__(self):
        return len(self.t1)

    def __getitem__(self, i):
        return [self.t1[i], self.t2[i]]
