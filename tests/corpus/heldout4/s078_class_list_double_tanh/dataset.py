import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    pairs = []

    def __init__(self, t1_dir, t2_dir):
        a = [os.path.join(t1_dir, n) for n in sorted(os.listdir(t1_dir)) if n.endswith(".png")]
        b = [os.path.join(t2_dir, n) for n in sorted(os.listdir(t2_dir)) if n.endswith(".png")]
        for pair in zip(a, b):
            self.pairs.append(pair)
        self.tf = transforms.Compose([
            transforms.Grayscale(),
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        p1, p2 = self.pairs[i]
        return self.tf(Image.open(p1)), self.tf(Image.open(p2))
