"""Aligned dataset, adapted from junyanz/pytorch-CycleGAN-and-pix2pix."""
import os.path
from PIL import Image
import torch.utils.data as data
import torchvision.transforms as transforms

IMG_EXTENSIONS = ['.png']


def is_image_file(filename):
    return any(filename.endswith(extension) for extension in IMG_EXTENSIONS)


def make_dataset(dir):
    assert os.path.isdir(dir), '%s is not a valid directory' % dir
    return [os.path.join(dir, fname) for fname in sorted(os.listdir(dir)) if is_image_file(fname)]


class PairedMedicalDataset(data.Dataset):
    def __init__(self, t1_dir, t2_dir, load_size=256):
        self.A_paths = make_dataset(t1_dir)
        self.B_paths = make_dataset(t2_dir)
        self.transform = transforms.Compose([
            transforms.Grayscale(1),
            transforms.Resize([load_size, load_size], transforms.InterpolationMode.BICUBIC),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __getitem__(self, index):
        A_path = self.A_paths[index]
        B_path = self.B_paths[index]
        A = self.transform(Image.open(A_path))
        B = self.transform(Image.open(B_path))
        return {'A': A, 'B': B, 'A_paths': A_path, 'B_paths': B_path}

    def __len__(self):
        return min(len(self.A_paths), len(self.B_paths))
