from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms as T


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = sorted(Path(t1_dir).glob("*.png"))
        self.t2 = sorted(Path(t2_dir).glob("*.png"))
        self.tf = T.Compose([T.Grayscale(), T.Resize((256, 256)), T.ToTensor(), T.Normalize([0.5], [0.5])])

    def __len__(self):
        return min(len(self.t1), len(self.t2))

    def __getitem__(self, i):
        t1 = self.tf(Image.open(self.t1[i]))
        t2 = self.tf(Image.open(self.t2[i - 1]))
        return t1, t2
