"""Step 6 (bonus): use the trained U-Net and show what it finds.

第六步（加分）：用训练好的 U-Net 做预测，并展示结果。
"""
import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.patches import Patch

COLOURS = {1: ("ventricle", (0.1, 0.5, 1.0)), 2: ("lesion", (1.0, 0.2, 0.1))}


def segment(model, image):
    """The class of every pixel, in evaluation mode and without an autograd graph.

    在评估模式下、不建立计算图，返回每个像素的类别。

    image: (N, 1, H, W). Returns int64 (N, H, W), 0 background, 1 ventricle, 2 lesion;
    weights and running statistics of the model stay as they are. 模型的权重和统计量保持不变。
    """
    raise NotImplementedError(
        "segment: evaluation mode, no gradients, the class with the largest logit "
        "/ 评估模式，不计算梯度，取 logit 最大的类别")


def show_overlay(image, mask):
    """A matplotlib Figure: the slice in grey, each foreground class over it in a colour of its own.

    返回 matplotlib 的 Figure：灰度切片，其上以不同颜色半透明地显示各前景类别。

    image: (1, H, W), values in [0, 1]. mask: (H, W), class indices. Pixels of the background stay
    as they are, and a legend names both classes. 背景像素保持原样，图例标出两个类别。
    """
    raise NotImplementedError(
        "show_overlay: the grey slice, a layer that is transparent outside the classes, a legend "
        "/ 灰度切片，类别之外透明的一层，图例")
