"""Step 1: paired T1/T2 slices.

第一步：成对的 T1/T2 切片数据集。
"""
import os

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class PairedMedicalDataset(Dataset):
    """Pairs of T1 and T2 slices, matched by sorted file name.

    T1 与 T2 切片对，按排序后的文件名一一配对。

    t1_dir, t2_dir: folders of .png slices (anything else in them is ignored).
    dataset[i] is (t1, t2): two float32 tensors of shape (1, 256, 256),
    8-bit greyscale scaled so that 0 becomes -1 and 255 becomes +1.

    t1_dir、t2_dir：存放 .png 切片的文件夹（其他文件一律忽略）。
    dataset[i] 返回 (t1, t2)：两个形状为 (1, 256, 256) 的 float32 张量，
    8 位灰度值线性缩放，0 对应 -1，255 对应 +1。
    """

    def __init__(self, t1_dir, t2_dir):
        self.t1_paths = self._slices_in(t1_dir)
        self.t2_paths = self._slices_in(t2_dir)
        self.transform = transforms.Compose([
            transforms.Resize((256, 256)),                # PIL image, 256x256
            transforms.ToTensor(),                        # (1, 256, 256), 0 .. 1
            transforms.Normalize(mean=[0.5], std=[0.5]),  # (1, 256, 256), -1 .. 1
        ])

    def __len__(self):
        """Number of pairs. 切片对的数目。"""
        return min(len(self.t1_paths), len(self.t2_paths))

    def __getitem__(self, index):
        """The pair (t1, t2) with this index. 第 index 个切片对 (t1, t2)。"""
        return self._read(self.t1_paths[index]), self._read(self.t2_paths[index])

    @staticmethod
    def _slices_in(folder):
        """Paths of the .png files in folder, sorted by name."""
        return [os.path.join(folder, name)
                for name in sorted(os.listdir(folder)) if name.endswith(".png")]

    def _read(self, path):
        """One slice as a (1, 256, 256) tensor; "L" is 8-bit greyscale."""
        with Image.open(path) as image:
            return self.transform(image.convert("L"))
