import os
import numpy as np
import torch
import torch.utils.data
from PIL import Image

def readfolder(d):
    out = []
    for f in os.listdir(d):
        if f[-4:] == '.png':
            out.append(d + '/' + f)
    out.sort()
    return out

class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.A = readfolder(str(t1_dir))
        self.B = readfolder(str(t2_dir))
        if len(self.A) != len(self.B):
            raise Exception('T1 and T2 folders do not match')
    def __len__(self):
        return len(self.A)
    def getimg(self, path):
        img = Image.open(path)
        img = img.convert('L')
        img = img.resize((256, 256), Image.NEAREST)
        img = np.array(img) / 128.0 - 1.0
        img = img.reshape(1, 256, 256)
        return torch.FloatTensor(img)
    def __getitem__(self, i):
        a = self.getimg(self.A[i])
        b = self.getimg(self.B[i])
        return (a, b)
