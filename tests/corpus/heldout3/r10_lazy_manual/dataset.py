import os, re
from torch.utils.data import Dataset
from torchvision import transforms
from PIL import Image


def natural(name):
    """slice2 vor slice10 (Kommentare auf Deutsch, ich bin Austauschstudent)"""
    return tuple(int(p) if p.isdigit() else p for p in re.split(r'(\d+)', name))


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        bilder1 = {n for n in os.listdir(t1_dir) if n.endswith('.png')}
        bilder2 = {n for n in os.listdir(t2_dir) if n.endswith('.png')}
        # nur Schichten, die es in beiden Ordnern gibt
        gemeinsam = sorted(bilder1 & bilder2, key=natural)
        self.paare = [(os.path.join(t1_dir, n), os.path.join(t2_dir, n)) for n in gemeinsam]
        self.umwandlung = transforms.Compose([
            transforms.Resize((256, 256)),
            transforms.ToTensor(),
            transforms.Normalize(mean=[0.5], std=[0.5]),
        ])

    def __len__(self):
        return len(self.paare)

    def lade(self, pfad):
        return self.umwandlung(Image.open(pfad).convert('L'))

    def __getitem__(self, nummer):
        erster, zweiter = self.paare[nummer]
        return self.lade(erster), self.lade(zweiter)
