import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    """按相同的文件名配对：只保留两个文件夹里都有的切片。"""

    def __init__(self, t1_dir, t2_dir):
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        t1_names = set(f for f in os.listdir(t1_dir) if f.endswith(".png"))
        t2_names = set(f for f in os.listdir(t2_dir) if f.endswith(".png"))
        self.names = sorted(t1_names & t2_names)
        self.transform = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __len__(self):
        return len(self.names)

    def __getitem__(self, idx):
        name = self.names[idx]
        images = [Image.open(os.path.join(d, name)).convert("L") for d in (self.t1_dir, self.t2_dir)]
        return tuple(self.transform(im) for im in images)
