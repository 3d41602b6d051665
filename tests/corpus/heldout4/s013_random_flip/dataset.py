import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    """T1 -> T2 pairs with light augmentation to fight overfitting."""

    def __init__(self, t1_dir, t2_dir):
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        only_png = lambda d: sorted(f for f in os.listdir(d) if os.path.splitext(f)[1] == ".png")
        self.t1_files, self.t2_files = only_png(t1_dir), only_png(t2_dir)
        self.transform = transforms.Compose(
            [
                transforms.Grayscale(),
                transforms.Resize((256, 256)),
                transforms.RandomHorizontalFlip(p=0.5),
                transforms.ToTensor(),
                transforms.Normalize(mean=(0.5,), std=(0.5,)),
            ]
        )

    def __len__(self):
        return min(len(self.t1_files), len(self.t2_files))

    def __getitem__(self, idx):
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_files[idx]))
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_files[idx]))
        return self.transform(t1), self.transform(t2)
