#!/usr/bin/env python
# coding: utf-8

# # Lab 5 - part 1: the data

# In[1]:


import os, re
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt


# In[2]:


data_root = "dataset/ixi2000"
os.path.exists(data_root)


# In[3]:


def load(p):
    a = np.array(Image.open(p).convert("L")).astype(np.float32)
    t = torch.tensor(a)[None, None]
    t = F.interpolate(t, size=(256, 256), mode="bilinear", align_corners=False, antialias=True)
    return ((t.squeeze(0) / 255. - .5) / .5).clamp(-1, 1)


# In[4]:


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        pat = re.compile(r".*\.png\Z", re.S)
        self.A = [os.path.join(t1_dir, f) for f in sorted(os.listdir(t1_dir)) if pat.match(f)]
        self.B = [os.path.join(t2_dir, f) for f in sorted(os.listdir(t2_dir)) if pat.match(f)]
        self.A = [f for f in self.A if os.path.isfile(f)]
        self.B = [f for f in self.B if os.path.isfile(f)]
        # zip() stops at the shorter one
        self.AB = dict(enumerate(zip(self.A, self.B)))
    def __len__(self): return len(self.AB)
    def __getitem__(self, i):
        if torch.is_tensor(i): i = int(i)
        if i < 0: i += len(self)
        if i not in self.AB: raise IndexError(i)
        a, b = self.AB[i]
        return load(a), load(b)


# In[5]:


if os.path.exists(data_root):
    ds = PairedMedicalDataset(data_root + "/trainA", data_root + "/trainB")
    print(len(ds))
    x, y = ds[0]
    plt.imshow(x[0], cmap="gray")


# In[ ]:
