import re
from pathlib import Path
import torch
from PIL import Image, ImageOps
from torchvision import transforms as T
from torchvision.datasets import VisionDataset


def by_number(p):
    return [int(s) if s.isdigit() else s for s in re.split(r"(\d+)", p.name)]


class PairedMedicalDataset(VisionDataset):
    def __init__(self, t1_dir, t2_dir, transform=None):
        super().__init__(str(t1_dir), transform=transform or T.Compose([
            T.Grayscale(num_output_channels=1),
            T.Resize([256, 256]),
            T.ToTensor(),
            T.Lambda(lambda v: v.sub(0.5).div(0.5)),
        ]))
        self.files = {k: sorted((p for p in Path(d).iterdir() if p.suffix == ".png" and p.is_file()), key=by_number)
                      for k, d in (("t1", t1_dir), ("t2", t2_dir))}
        if len(self.files["t1"]) != len(self.files["t2"]):
            raise ValueError("t1 and t2 folders have a different number of slices")

    def __len__(self):
        return len(self.files["t1"])

    def __getitem__(self, index):
        out = []
        for key in ("t1", "t2"):
            img = Image.open(self.files[key][index])
            if img.mode != "L":
                img = img.convert("L")
            out.append(self.transform(img))
        return tuple(out)
