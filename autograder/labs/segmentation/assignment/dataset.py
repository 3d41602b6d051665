"""Step 1: slices and their masks.

第一步：切片及其分割掩码的数据集。
"""
import os
import random

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import functional


class SegmentationDataset(Dataset):
    """Pairs of slice and mask, of equal file names, in sorted order.

    同名的切片与掩码对，按文件名排序。

    image_dir, mask_dir: folders of .png files (anything else in them is ignored).
    dataset[i] is (image, mask): a float32 tensor (1, size, size), 0 .. 1, and an
    int64 tensor (size, size) of classes: 0 background, 1 ventricle, 2 lesion.
    flip: mirror half of the pairs left-right, drawn again at each access.

    image_dir、mask_dir：存放 .png 文件的文件夹（其他文件一律忽略）。
    dataset[i] 返回 (image, mask)：形状 (1, size, size)、取值 0 .. 1 的 float32 张量，
    和形状 (size, size) 的 int64 类别张量：0 背景，1 脑室，2 病灶。
    flip：每次访问时以 1/2 的概率把图像和掩码一起左右翻转。
    """

    def __init__(self, image_dir, mask_dir, size=128, flip=False):
        raise NotImplementedError(
            "SegmentationDataset.__init__: "
            "keep the folders and the options; list the .png names that both folders hold "
            "/ 保存文件夹和选项；列出两个文件夹共有的 .png 文件名")

    def __len__(self):
        """Number of pairs. 数据对的数目。"""
        raise NotImplementedError(
            "SegmentationDataset.__len__: how many pairs are there? "
            "/ 一共有多少对？")

    def __getitem__(self, index):
        """The pair (image, mask) with this index. 第 index 对 (image, mask)。"""
        raise NotImplementedError(
            "SegmentationDataset.__getitem__: "
            "read both, resize each in its own way, flip both or none, make tensors "
            "/ 读取两者，各用合适的方式缩放，一起翻转或都不翻转，转成张量")
