import os

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms as T

PIPE = T.Compose([
    T.Lambda(lambda im: im.convert("L")),
    T.Resize((256, 256), interpolation=T.InterpolationMode.NEAREST),
    T.ToTensor(),
    T.Normalize((0.5,), (0.5,)),
])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=PIPE):
        self.dirs = (os.fspath(t1_dir), os.fspath(t2_dir))
        self.names = [sorted(f for f in os.listdir(d) if f.endswith(".png") and os.path.isfile(os.path.join(d, f)))
                      for d in self.dirs]
        self.transform = transform

    def __len__(self):
        return len(self.names[0])

    def __getitem__(self, index):
        # a list rather than a tuple
        return [self.transform(Image.open(os.path.join(d, n[index]))) for d, n in zip(self.dirs, self.names)]
