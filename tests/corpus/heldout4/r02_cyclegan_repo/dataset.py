import os
import os.path
from PIL import Image
import torch.utils.data as data
import torchvision.transforms as transforms

IMG_EXTENSIONS = ['.png', '.PNG']


def is_image_file(filename):
    return any(filename.endswith(extension) for extension in IMG_EXTENSIONS)


def make_dataset(dir, max_dataset_size=float("inf")):
    images = []
    assert os.path.isdir(dir), '%s is not a valid directory' % dir
    for fname in sorted(os.listdir(dir)):
        if is_image_file(fname):
            images.append(os.path.join(dir, fname))
    return images[:int(min(max_dataset_size, len(images)))]


def get_transform(load_size=256, method=transforms.InterpolationMode.BICUBIC):
    return transforms.Compose([
        transforms.Grayscale(1),
        transforms.Resize([load_size, load_size], method),
        transforms.ToTensor(),
        transforms.Normalize((0.5,), (0.5,)),
    ])


class PairedMedicalDataset(data.Dataset):
    def __init__(self, t1_dir, t2_dir, max_dataset_size=float("inf")):
        self.A_paths = make_dataset(t1_dir, max_dataset_size)
        self.B_paths = make_dataset(t2_dir, max_dataset_size)
        self.A_size = len(self.A_paths)
        self.B_size = len(self.B_paths)
        self.transform = get_transform()

    def __getitem__(self, index):
        A_img = Image.open(self.A_paths[index]).convert('L')
        B_img = Image.open(self.B_paths[index]).convert('L')
        return self.transform(A_img), self.transform(B_img)

    def __len__(self):
        return min(self.A_size, self.B_size)
