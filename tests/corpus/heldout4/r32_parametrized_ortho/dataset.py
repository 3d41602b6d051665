import os
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import ToTensor


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        self._names = None

    @property
    def names(self):
        if self._names is None:
            self._names = list(zip(self._ls(self.t1_dir), self._ls(self.t2_dir)))
        return self._names

    def _ls(self, d):
        found = []
        for root, dirs, files in os.walk(d):
            found = [f for f in files if f.endswith(".png")]
            break
        return sorted(found)

    def __len__(self):
        return len(self.names)

    def __getitem__(self, idx):
        a, b = self.names[idx]
        to_tensor = ToTensor()
        t1 = to_tensor(Image.open(os.path.join(self.t1_dir, a)).convert("L").resize((256, 256), Image.Resampling.BILINEAR, reducing_gap=3.0))
        t2 = to_tensor(Image.open(os.path.join(self.t2_dir, b)).convert("L").resize((256, 256), Image.Resampling.BILINEAR, reducing_gap=3.0))
        return (t1 - 0.5) * 2, (t2 - 0.5) * 2
