# 实验:医学图像配对数据集
import os
from PIL import Image
import numpy as np
import torch
from torch.utils.data import Dataset


class PairedMedicalDataset(Dataset):
    """读取 T1 与 T2 的配对切片"""

    def __init__(self, t1_dir, t2_dir):
        super().__init__()
        self.t1_paths = []
        self.t2_paths = []
        # 只要 png 文件,按文件名排序
        for name in sorted(os.listdir(t1_dir)):
            if os.path.splitext(name)[1] == '.png':
                self.t1_paths.append(os.path.join(t1_dir, name))
        for name in sorted(os.listdir(t2_dir)):
            if os.path.splitext(name)[1] == '.png':
                self.t2_paths.append(os.path.join(t2_dir, name))
        if len(self.t1_paths) != len(self.t2_paths):
            raise ValueError('T1 和 T2 的数量不一致: %d != %d' % (len(self.t1_paths), len(self.t2_paths)))

    def __len__(self):
        return len(self.t1_paths)

    def 读图(self, 路径):
        图 = Image.open(路径)
        图 = 图.convert('L')                 # 灰度
        图 = 图.resize((256, 256), Image.BILINEAR)
        数组 = np.array(图).astype('float32')
        数组 = 数组 / 255.0                   # 0~1
        数组 = 数组 * 2 - 1                   # -1~1
        return torch.from_numpy(数组).unsqueeze(0)

    def __getitem__(self, index):
        t1 = self.读图(self.t1_paths[index])
        t2 = self.读图(self.t2_paths[index])
        return t1, t2
