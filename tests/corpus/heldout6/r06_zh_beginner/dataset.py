# -*- coding: utf-8 -*-
# 第一次作业:读取成对的T1、T2切片
import torch
import numpy as np
import os
from PIL import Image
from torch.utils.data import Dataset

print("正在导入 dataset.py ...")


def 是图片(文件夹, 名字):
    # 只要 .png,别的都不要(比如 Thumbs.db)
    if not 名字.endswith('.png'):
        return False
    if os.path.isdir(os.path.join(文件夹, 名字)):
        return False
    return True


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir):
        super(PairedMedicalDataset, self).__init__()
        self.t1_dir = t1_dir
        self.t2_dir = t2_dir
        self.t1列表 = []
        self.t2列表 = []
        for 名字 in os.listdir(t1_dir):
            if 是图片(t1_dir, 名字) == True:
                self.t1列表.append(名字)
        for 名字 in os.listdir(t2_dir):
            if 是图片(t2_dir, 名字) == True:
                self.t2列表.append(名字)
        self.t1列表.sort()
        self.t2列表.sort()
        print("T1 有", len(self.t1列表), "张, T2 有", len(self.t2列表), "张")

    def __len__(self):
        # 如果两边数量不一样,取少的
        if len(self.t1列表) < len(self.t2列表):
            数量 = len(self.t1列表)
        else:
            数量 = len(self.t2列表)
        return 数量

    def 读一张(self, 路径):
        图 = Image.open(路径)
        图 = 图.convert('L')
        图 = 图.resize((256, 256))
        数组 = np.array(图)
        数组 = 数组.astype('float32')   # 注意!先转float,不然uint8会溢出
        数组 = 数组 / 255
        数组 = 数组 * 2
        数组 = 数组 - 1
        数组 = np.expand_dims(数组, axis=0)
        张量 = torch.from_numpy(数组)
        return 张量

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError('下标超出范围')
        t1 = self.读一张(os.path.join(self.t1_dir, self.t1列表[index]))
        t2 = self.读一张(os.path.join(self.t2_dir, self.t2列表[index]))
        return t1, t2


if __name__ == '__main__':
    d = PairedMedicalDataset('dataset/ixi2000/trainA', 'dataset/ixi2000/trainB')
    a, b = d[0]
    print(a.shape, b.shape, a.min(), a.max())
