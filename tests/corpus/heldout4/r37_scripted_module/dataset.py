import os
import io
import torch
import torch.utils.data
from PIL import Image
from torchvision import tv_tensors
from torchvision.transforms import v2


class PairedMedicalDataset(torch.utils.data.Dataset):
    """the bytes of the files are kept, decoding is lazy"""

    def __init__(self, t1_dir, t2_dir):
        self.blobs = []
        for d in (t1_dir, t2_dir):
            blobs = []
            for n in sorted(os.listdir(d)):
                if n.endswith(".png"):
                    with open(os.path.join(d, n), "rb") as f:
                        blobs.append(f.read())
            self.blobs.append(blobs)
        self.resize = v2.Resize((256, 256), antialias=True)

    def __len__(self):
        return min(len(b) for b in self.blobs)

    def decode(self, blob):
        img = tv_tensors.Image(Image.open(io.BytesIO(blob)).convert("L"))
        img = self.resize(img).as_subclass(torch.Tensor)
        return img.to(torch.float32) / 127.5 - 1.0

    def __getitem__(self, i):
        return self.decode(self.blobs[0][i]), self.decode(self.blobs[1][i])
