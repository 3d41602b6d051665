from torch.utils.data import Dataset
from torchvision import transforms
from PIL import Image
import os

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_paths = sorted([os.path.join(t1_dir, f) for f in os.listdir(t1_dir) if f.endswith('.png')])
        self.t2_paths = sorted([os.path.join(t2_dir, f) for f in os.listdir(t2_dir) if f.endswith('.png')])

        self.transform = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize(mean=[0.5], std=[0.5])
        ])

    def __len__(self):
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, idx):
        t1_img = Image.open(self.t1_paths[idx]).convert('L')
        t2_img = Image.open(self.t2_paths[idx]).convert('L')
        return self.transform(t1_img), self.transform(t2_img)
