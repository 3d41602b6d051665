import random
import os
import torch
from torch.utils.data import Dataset
from PIL import Image
import torchvision.transforms as transforms

# based on the PyTorch-GAN repo (cyclegan/datasets.py)
class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, unaligned=True):
        self.unaligned = unaligned
        self.files_A = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if f.endswith('.png')]
        self.files_B = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if f.endswith('.png')]
        self.transform = transforms.Compose([
            transforms.Grayscale(),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __getitem__(self, index):
        image_A = Image.open(self.files_A[index])
        if self.unaligned:
            image_B = Image.open(self.files_B[random.randint(0, len(self.files_B) - 1)])
        else:
            image_B = Image.open(self.files_B[index])
        return self.transform(image_A), self.transform(image_B)

    def __len__(self):
        return min(len(self.files_A), len(self.files_B))
