import os
import torch.utils.data as data
import torchvision.transforms as transforms
from PIL import Image

IMG_EXTENSIONS = ['.png']


def is_image_file(filename):
    return any(filename.endswith(ext) for ext in IMG_EXTENSIONS)


def make_dataset(folder):
    assert os.path.isdir(folder), '%s is not a valid directory' % folder
    images = []
    for fname in sorted(os.listdir(folder)):
        if is_image_file(fname):
            images.append(os.path.join(folder, fname))
    return images


class PairedMedicalDataset(data.Dataset):
    def __init__(self, t1_dir, t2_dir, load_size=256):
        self.A_paths = make_dataset(t1_dir)
        self.B_paths = make_dataset(t2_dir)
        self.A_size = len(self.A_paths)
        self.B_size = len(self.B_paths)
        osize = [load_size, load_size]
        self.transform = transforms.Compose([
            transforms.Grayscale(1),
            transforms.Resize(osize, transforms.InterpolationMode.BICUBIC),
            transforms.ToTensor(),
            transforms.Normalize((0.5,), (0.5,)),
        ])

    def __getitem__(self, index):
        A_img = Image.open(self.A_paths[index]).convert('RGB')
        B_img = Image.open(self.B_paths[index]).convert('RGB')
        A = self.transform(A_img)
        B = self.transform(B_img)
        return A, B

    def __len__(self):
        return min(self.A_size, self.B_size)
