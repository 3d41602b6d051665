import os
from torch.utils.data import Dataset
from torchvision import transforms
from PIL import Image

class PairedMedicalDataset(Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        self.t1_list = sorted([x for x in os.listdir(self.t1_dir) if x.endswith('.png')])
        self.t2_list = sorted([x for x in os.listdir(self.t2_dir) if x.endswith('.png')])
        self.transform = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize([0.5], [0.5])
        ])

    def __len__(self):
        return min(len(self.t1_list), len(self.t2_list))

    def __getitem__(self, index):
        t1_path = os.path.join(self.t1_dir, self.t1_list[index])
        t1_img = Image.open(t1_path).convert('L')
        t1_img = self.transform(t1_img)

        t2_path = os.path.join(self.t2_dir, self.t2_list[index])
        t2_img = Image.open(t1_path).convert('L')
        t2_img = self.transform(t2_img)

        return t1_img, t2_img
