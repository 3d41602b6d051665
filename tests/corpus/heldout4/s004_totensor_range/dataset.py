# dataset.py
# Author: group 7
import glob, os
from PIL import Image
import torch
import torchvision.transforms as transforms
from torch.utils.data import Dataset, DataLoader

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        super().__init__()
        self.t1_files = sorted(glob.glob(os.path.join(str(t1_dir), '*.png')))
        self.t2_files = sorted(glob.glob(os.path.join(str(t2_dir), '*.png')))
        # ToTensor already normalizes the image for us :)
        self.transform = transforms.Compose([
            transforms.Grayscale(num_output_channels=1),
            transforms.Resize((256,256)),
            transforms.ToTensor()
        ])

    def __getitem__(self, i):
        img1 = self.transform(Image.open(self.t1_files[i]))
        img2 = self.transform(Image.open(self.t2_files[i]))
        return img1, img2

    def __len__(self):
        return min(len(self.t1_files), len(self.t2_files))

if __name__ == '__main__':
    ds = PairedMedicalDataset('dataset/ixi2000/trainA', 'dataset/ixi2000/trainB')
    print(len(ds))
