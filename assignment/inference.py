"""Step 5 (bonus): use the trained generator and show what it does.

第五步（加分）：用训练好的生成器推理，并展示结果。
"""
import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    """The T2 that G predicts for t1, in evaluation mode and without an autograd graph.

    在评估模式下、不建立计算图，返回 G 对 t1 预测的 T2。

    t1: (N, 1, H, W). Returns a tensor of the same shape; weights and running
    statistics of G stay as they are. 返回同样形状的张量；G 的权重和统计量保持不变。
    """
    raise NotImplementedError(
        "translate: evaluation mode, no gradients, one forward pass "
        "/ 评估模式，不计算梯度，前向一次")


def show_comparison(t1, fake_t2, t2):
    """A matplotlib Figure with three titled grey panels: T1, generated T2, real T2.

    返回 matplotlib 的 Figure：依次为 T1、生成的 T2、真实的 T2，三幅带标题的灰度图。

    t1, fake_t2, t2: one slice each, (1, H, W) or (1, 1, H, W), values in [-1, 1].
    """
    raise NotImplementedError(
        "show_comparison: three panels side by side, grey colour map, a title each "
        "/ 三幅图并排，用灰度色图，各带标题")
