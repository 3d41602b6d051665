import os.path as osp
import fnmatch
import os
from torch.utils.data import Dataset
from torchvision.datasets.folder import pil_loader
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=None):
        self.roots = (t1_dir, t2_dir)
        self.files = [sorted(fnmatch.filter(os.listdir(r), '*.png')) for r in self.roots]
        assert len(self.files[0]) == len(self.files[1]), 'T1 and T2 folders must hold equally many slices'
        if transform is None:
            transform = transforms.Compose([
                transforms.Grayscale(num_output_channels=1),
                transforms.Resize((256, 256)),
                transforms.ToTensor(),
                transforms.Normalize(mean=(0.5,), std=(0.5,)),
            ])
        self.transform = transform

    def __len__(self):
        return len(self.files[0])

    def __getitem__(self, i):
        return tuple(self.transform(pil_loader(osp.join(r, f[i]))) for r, f in zip(self.roots, self.files))
