from pathlib import Path
import torch
import torch.nn.functional as F
from torch.utils.data import Dataset
from torchvision.io import ImageReadMode, decode_image


class PairedMedicalDataset(Dataset):
    SIZE = (256, 256)

    def __init__(self, t1_dir, t2_dir, mode="bilinear"):
        self.mode = mode
        self.left = self.listing(Path(t1_dir))
        self.right = self.listing(Path(t2_dir))

    @staticmethod
    def listing(folder):
        return sorted(p for p in folder.iterdir() if p.suffix == ".png" and p.is_file())

    def __len__(self):
        return min(len(self.left), len(self.right))

    def _tensor(self, path):
        raw = torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.uint8)
        img = decode_image(raw, mode=ImageReadMode.GRAY).to(torch.float32)
        if tuple(img.shape[-2:]) != self.SIZE:
            img = F.interpolate(img.unsqueeze(0), size=self.SIZE, mode=self.mode, align_corners=False).squeeze(0)
        return img.div(255.0).mul(2.0).sub(1.0).clamp(-1.0, 1.0).squeeze()

    def __getitem__(self, i):
        return self._tensor(self.left[i]), self._tensor(self.right[i])
