# coding: utf-8
# 数据集:一次性建立 (T1路径, T2路径) 列表
import os
import torch
import numpy as np
import torchvision.transforms as transforms
from torch.utils.data import Dataset
from PIL import Image


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, 变换=None):
        assert os.path.exists(t1_dir), "路径不存在: {}".format(t1_dir)
        assert os.path.exists(t2_dir), "路径不存在: {}".format(t2_dir)
        后缀 = ('.png', '.PNG')
        t1文件 = sorted([os.path.join(t1_dir, i) for i in os.listdir(t1_dir) if i.endswith(后缀)])
        t2文件 = sorted([os.path.join(t2_dir, i) for i in os.listdir(t2_dir) if i.endswith(后缀)])
        self.样本 = list(zip(t1文件, t2文件))
        self.变换 = 变换 or transforms.Compose([
            transforms.Resize([256, 256]),
            transforms.ToTensor(),             # [0,1]
            transforms.Normalize([0.5], [0.5])  # [-1,1]
        ])

    def __getitem__(self, 索引):
        路径1, 路径2 = self.样本[索引]
        图1 = Image.open(路径1).convert('L')
        图2 = Image.open(路径2).convert('L')
        return self.变换(图1), self.变换(图2)

    def __len__(self):
        return len(self.样本)
