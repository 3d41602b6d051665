#!/usr/bin/env python
# coding: utf-8

# # 判别器 (PatchGAN)
# 输入:T1 和 T2 在通道维度上拼接,另外再加一个差值通道

# In[1]:


import torch
from torch import nn


# In[2]:


class 卷积块(nn.Module):
    """卷积 + (可选)归一化 + 激活"""
    def __init__(self, 输入通道, 输出通道, 步长=2, 归一化=True):
        super().__init__()
        self.卷积 = nn.Conv2d(输入通道, 输出通道, 4, 步长, 1)
        self.归一化 = nn.BatchNorm2d(输出通道) if 归一化 else None
        self.激活 = nn.LeakyReLU(0.2)

    def forward(self, x):
        x = self.卷积(x)
        if self.归一化 is not None:
            x = self.归一化(x)
        return self.激活(x)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.块1 = 卷积块(3, 32, 归一化=False)
        self.块2 = 卷积块(32, 64)
        self.块3 = 卷积块(64, 128)
        self.输出 = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, x1, x2):
        x = torch.cat([x1, x2, x2 - x1], dim=1)   # 三个通道
        x = self.块3(self.块2(self.块1(x)))
        x = self.输出(x)
        概率 = torch.sigmoid(x)
        概率 = torch.clamp(概率, 1e-6, 1 - 1e-6)   # 防止 log(0)
        return 概率


# In[3]:


D = Discriminator()
print(D(torch.zeros(1, 1, 64, 64), torch.zeros(1, 1, 64, 64)).shape)
sum(p.numel() for p in D.parameters())


# In[4]:


get_ipython().run_line_magic('timeit', 'D(torch.zeros(1, 1, 64, 64), torch.zeros(1, 1, 64, 64))')
