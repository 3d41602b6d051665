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
        raise NotImplementedError(
            "PairedMedicalDataset.__init__: "
            "list the .png files of both folders in sorted order; build the transform "
            "/ 按顺序列出两个文件夹中的 .png 文件，并建立图像变换")

    def __len__(self):
        """Number of pairs. 切片对的数目。"""
        raise NotImplementedError(
            "PairedMedicalDataset.__len__: how many pairs are there? "
            "/ 一共有多少对切片？")

    def __getitem__(self, index):
        """The pair (t1, t2) with this index. 第 index 个切片对 (t1, t2)。"""
        raise NotImplementedError(
            "PairedMedicalDataset.__getitem__: "
            "open both slices as greyscale and return the transformed pair "
            "/ 以灰度打开两张切片，变换后成对返回")
