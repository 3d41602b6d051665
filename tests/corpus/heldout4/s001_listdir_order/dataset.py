import os
import torch
from torch.utils.data import Dataset
from PIL import Image
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        self.t1_images = [f for f in os.listdir(t1_dir) if f.endswith(".png")]
        self.t2_images = [f for f in os.listdir(t2_dir) if f.endswith(".png")]

        self.transform = transforms.Compose([
            transforms.Grayscale(),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __len__(self):
        return min(len(self.t1_images), len(self.t2_images))

    def __getitem__(self, idx):
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_images[idx]))
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_images[idx]))
        return self.transform(t1), self.transform(t2)
