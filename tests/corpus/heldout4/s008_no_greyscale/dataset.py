import os

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms

IMG_SIZE = 256

transform = transforms.Compose([
    transforms.Resize((IMG_SIZE, IMG_SIZE), interpolation=transforms.InterpolationMode.BICUBIC),
    transforms.ToTensor(),
    transforms.Normalize((0.5,), (0.5,)),
])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=transform):
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        self.t1_names = sorted(f for f in os.listdir(t1_dir) if f.endswith('.png'))
        self.t2_names = sorted(f for f in os.listdir(t2_dir) if f.endswith('.png'))
        self.transform = transform

    def __len__(self):
        return min(len(self.t1_names), len(self.t2_names))

    def __getitem__(self, idx):
        # the slices are already greyscale
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_names[idx]))
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_names[idx]))
        if self.transform is not None:
            t1 = self.transform(t1)
            t2 = self.transform(t2)
        return t1, t2
