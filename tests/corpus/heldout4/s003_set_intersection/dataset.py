import os
from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms as T


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, size=256):
        self.t1_dir, self.t2_dir = str(t1_dir), str(t2_dir)

        # keep only slices which exist in both folders
        names_a = {n for n in os.listdir(self.t1_dir) if n.endswith(".png")}
        names_b = {n for n in os.listdir(self.t2_dir) if n.endswith(".png")}
        self.names = list(names_a & names_b)

        self.tf = T.Compose([
            T.Resize((size, size)),
            T.ToTensor(),
            T.Lambda(lambda x: x * 2 - 1),
        ])

    def __len__(self):
        return len(self.names)

    def __getitem__(self, index):
        name = self.names[index]
        a = Image.open(os.path.join(self.t1_dir, name)).convert("L")
        b = Image.open(os.path.join(self.t2_dir, name)).convert("L")
        return self.tf(a), self.tf(b)
