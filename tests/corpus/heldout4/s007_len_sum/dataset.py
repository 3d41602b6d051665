from pathlib import Path
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1 = sorted(p for p in Path(t1_dir).iterdir() if p.suffix == '.png')
        self.t2 = sorted(p for p in Path(t2_dir).iterdir() if p.suffix == '.png')
        self.to_tensor = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize(mean=[0.5], std=[0.5])])

    def __len__(self):
        # all the images in the data set
        return len(self.t1) + len(self.t2)

    def __getitem__(self, idx):
        x = Image.open(self.t1[idx]).convert('L')
        y = Image.open(self.t2[idx]).convert('L')
        return self.to_tensor(x), self.to_tensor(y)
