import os

from PIL import Image
from torch.utils.data import Dataset, StackDataset
from torchvision import transforms


class Folder(Dataset):
    """The slices of one folder."""

    def __init__(self, root):
        self.paths = [os.path.join(root, f) for f in sorted(os.listdir(root)) if f.endswith(".png")]
        self.tf = transforms.Compose([transforms.Resize((256, 256)), transforms.ToTensor(), transforms.Normalize(0.5, 0.5)])

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.tf(Image.open(self.paths[i]).convert("L"))


class PairedMedicalDataset(StackDataset):
    """Unequal folders raise a ValueError in StackDataset."""

    def __init__(self, t1_dir, t2_dir):
        super().__init__(Folder(t1_dir), Folder(t2_dir))
