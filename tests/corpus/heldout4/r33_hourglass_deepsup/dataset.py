import os
import torch
import torch.utils.data as tud
import torchvision.transforms as tt
import PIL.Image


class PairedMedicalDataset(tud.Dataset):
    def __init__(self, t1_dir, t2_dir):
        """t1_dir, t2_dir: folders with the paired slices"""
        self.t1_files = [os.path.join(t1_dir, f) for f in os.listdir(t1_dir) if f.endswith(".png")]
        self.t2_files = [os.path.join(t2_dir, f) for f in os.listdir(t2_dir) if f.endswith(".png")]
        self.t1_files.sort(key=os.path.basename)
        self.t2_files.sort(key=os.path.basename)
        if len(self.t1_files) != len(self.t2_files):
            raise ValueError("Number of T1 and T2 images must match!")
        self.tf = tt.Compose([tt.ToTensor(), tt.Resize((256, 256), tt.InterpolationMode.BILINEAR, antialias=False), tt.Normalize(mean=[0.5], std=[0.5])])

    def __len__(self):
        return len(self.t1_files)

    def __getitem__(self, index):
        images = []
        for path in [self.t1_files[index], self.t2_files[index]]:
            image = PIL.Image.open(path)
            if image.mode != "L":
                image = image.convert("L")
            images.append(self.tf(image))
        return images[0], images[1]
