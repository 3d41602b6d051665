import os
import torch
import torchvision.transforms as transforms
from torch.utils.data import Dataset, TensorDataset
from PIL import Image


def default_loader(path):
    with open(path, 'rb') as f:
        img = Image.open(f)
        return img.convert('L')


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, loader=default_loader):
        super(PairedMedicalDataset, self).__init__()
        self.loader = loader
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        self.t1_images = sorted(list(filter(lambda x: x.endswith('.png'), os.listdir(t1_dir))))
        self.t2_images = sorted(list(filter(lambda x: x.endswith('.png'), os.listdir(t2_dir))))
        self.preprocess = transforms.Compose([
            transforms.Resize((256, 256), interpolation=Image.BICUBIC),
            transforms.PILToTensor(),
            transforms.ConvertImageDtype(torch.float32),
            transforms.Lambda(lambda t: (t - 0.5) / 0.5),
        ])

    def __getitem__(self, idx):
        x = self.preprocess(self.loader(os.path.join(self.t1_dir, self.t1_images[idx])))
        y = self.preprocess(self.loader(os.path.join(self.t2_dir, self.t2_images[idx])))
        return x, y

    def __len__(self):
        return min(len(self.t1_images), len(self.t2_images))
