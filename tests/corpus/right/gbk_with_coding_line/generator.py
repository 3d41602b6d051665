# -*- coding: gbk -*-
import torch
import torch.nn as nn


class Generator(nn.Module):
	"""生成器：编码器-解码器结构，把 T1 图像转换为 T2 图像"""

	def __init__(self, 通道数=64):
		super().__init__()
		# 编码器：两次下采样
		self.编码器 = nn.Sequential(
			nn.Conv2d(1, 通道数, 4, 2, 1), nn.LeakyReLU(0.2),
			nn.Conv2d(通道数, 通道数 * 2, 4, 2, 1), nn.BatchNorm2d(通道数 * 2), nn.LeakyReLU(0.2),
		)
		# 解码器：两次上采样，恢复到原来的尺寸
		self.解码器 = nn.Sequential(
			nn.ConvTranspose2d(通道数 * 2, 通道数, 4, 2, 1), nn.BatchNorm2d(通道数), nn.ReLU(),
			nn.ConvTranspose2d(通道数, 1, 4, 2, 1), nn.Tanh(),   # 输出范围 [-1, 1]
		)

	def forward(self, 输入):
		特征 = self.编码器(输入)
		return self.解码器(特征)
