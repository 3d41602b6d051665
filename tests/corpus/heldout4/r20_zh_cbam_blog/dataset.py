# -*- coding: utf-8 -*-
"""参考 CSDN 博客整理:MRI 模态转换数据集"""
import os
import cv_like as cv
import torch
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, img_size=256):
        self.t1_dir = str(t1_dir)
        self.t2_dir = str(t2_dir)
        self.img_size = img_size
        self.t1_list = self.get_list(self.t1_dir)
        self.t2_list = self.get_list(self.t2_dir)
        # 以数量少的为准
        self.num = min(len(self.t1_list), len(self.t2_list))

    def get_list(self, path):
        lst = [x for x in os.listdir(path) if x.endswith('.png')]
        lst.sort()
        return lst

    def __len__(self):
        return self.num

    def preprocess(self, path):
        img = cv.imread_gray(path)
        img = cv.resize(img, (self.img_size, self.img_size))
        img = img.astype('float32') / 127.5 - 1.0     # [-1, 1]
        return torch.from_numpy(img[None, :, :])

    def __getitem__(self, idx):
        t1 = self.preprocess(os.path.join(self.t1_dir, self.t1_list[idx]))
        t2 = self.preprocess(os.path.join(self.t2_dir, self.t2_list[idx]))
        return t1, t2
