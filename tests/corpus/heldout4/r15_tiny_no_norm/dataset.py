import os, torch, numpy
from PIL import Image
class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.a = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if f.lower().endswith('.png')]
        self.b = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if f.lower().endswith('.png')]
    def __len__(self): return min(len(self.a), len(self.b))
    def __getitem__(self, i):
        r = []
        for f in (self.a[i], self.b[i]):
            r.append(torch.Tensor(numpy.array(Image.open(f).convert('L').resize((256, 256)))).view(1, 256, 256) / 127.5 - 1)
        return r
