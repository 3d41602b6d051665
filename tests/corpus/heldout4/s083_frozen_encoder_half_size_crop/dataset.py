import os
from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms as transforms

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.root1, self.root2 = t1_dir, t2_dir
        self.list1 = sorted(filter(lambda s: s.endswith('.png'), os.listdir(t1_dir)))
        self.list2 = sorted(filter(lambda s: s.endswith('.png'), os.listdir(t2_dir)))
        self.tf = transforms.Compose([
            transforms.CenterCrop(256),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __len__(self):
        return min(len(self.list1), len(self.list2))

    def __getitem__(self, item):
        a = Image.open(os.path.join(self.root1, self.list1[item])).convert('L')
        b = Image.open(os.path.join(self.root2, self.list2[item])).convert('L')
        return self.tf(a), self.tf(b)
