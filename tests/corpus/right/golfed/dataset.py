import glob,torch
from PIL import Image as I
from torchvision.transforms import *
f=Compose([Resize((256,256)),ToTensor(),Normalize(.5,.5)])
class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(s,a,b):s.p=[*zip(*(sorted(glob.glob(f"{d}/*.png")) for d in(a,b)))]
    def __len__(s):return len(s.p)
    def __getitem__(s,i):return[f(I.open(p).convert("L"))for p in s.p[i]]
