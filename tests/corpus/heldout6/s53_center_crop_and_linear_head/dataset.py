import os.path as osp
from glob import glob
from PIL import Image
import torchvision.transforms as T
from torch.utils.data import Dataset

class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        pat = '*.png'
        self.pairs = list(zip(sorted(glob(osp.join(t1_dir, pat))), sorted(glob(osp.join(t2_dir, pat)))))
        self.t = T.Compose([T.Grayscale(), T.CenterCrop(256), T.ToTensor(), T.Normalize(0.5, 0.5)])

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return [self.t(Image.open(f)) for f in self.pairs[i]]
