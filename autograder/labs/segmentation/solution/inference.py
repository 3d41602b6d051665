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
    ### BEGIN SOLUTION evaluation mode, no gradients, the class with the largest logit
    ### 评估模式，不计算梯度，取 logit 最大的类别
    model.eval()
    with torch.no_grad():
        logits = model(image)                            # (N, 3, H, W)
    return logits.argmax(dim=1)                          # (N, H, W)
    ### END SOLUTION


def show_overlay(image, mask):
    """A matplotlib Figure: the slice in grey, each foreground class over it in a colour of its own.

    返回 matplotlib 的 Figure：灰度切片，其上以不同颜色半透明地显示各前景类别。

    image: (1, H, W), values in [0, 1]. mask: (H, W), class indices. Pixels of the background stay
    as they are, and a legend names both classes. 背景像素保持原样，图例标出两个类别。
    """
    ### BEGIN SOLUTION the grey slice, a layer that is transparent outside the classes, a legend
    ### 灰度切片，类别之外透明的一层，图例
    mask = mask.cpu().numpy()
    overlay = np.zeros((*mask.shape, 4))                 # RGBA, transparent (H, W, 4)
    for label, (_, colour) in COLOURS.items():
        overlay[mask == label] = (*colour, 0.5)
    figure, axis = plt.subplots()
    axis.imshow(image.detach().cpu().squeeze().numpy(), cmap="gray", vmin=0, vmax=1)
    axis.imshow(overlay)
    axis.legend(handles=[Patch(color=colour, label=name) for name, colour in COLOURS.values()])
    axis.axis("off")
    return figure
    ### END SOLUTION
