"""Step 4: how good is a prediction? Dice, IoU and the Hausdorff distance.

第四步：预测得有多好？Dice、IoU 和 Hausdorff 距离。
"""
import torch


def dice(prediction, target, label):
    """2|A∩B| / (|A|+|B|), where A and B are the pixels of this label.

    2|A∩B| / (|A|+|B|)，A、B 分别是预测和真值中属于该类别的像素。

    prediction, target: integer tensors of class indices, (H, W)
    Returns a float: 1 where neither has the label, 0 where one of the two has.
    返回浮点数：两者都没有该类别时为 1，只有一方有时为 0。
    """
    raise NotImplementedError(
        "dice: compare each mask with the label, then count "
        "/ 先把两个掩膜分别与类别比较，再计数")


def iou(prediction, target, label):
    """|A∩B| / |A∪B|: intersection over union.

    |A∩B| / |A∪B|：交并比。

    prediction, target: integer tensors of class indices, (H, W)
    Returns a float: 1 where neither has the label, 0 where one of the two has.
    返回浮点数：两者都没有该类别时为 1，只有一方有时为 0。
    """
    raise NotImplementedError(
        "iou: the same sets, by the size of their union "
        "/ 同样的两个集合，除以并集的大小")


def hausdorff(prediction, target, label):
    """The largest distance, in pixels, from a pixel of one set to the nearest of the other, both ways.

    一个集合中的像素到另一个集合最近像素的最大距离（以像素为单位），两个方向都要算。

    prediction, target: integer tensors of class indices, (H, W)
    Returns a float: 0 where neither has the label, infinity where one of the two has.
    返回浮点数：两者都没有该类别时为 0，只有一方有时为无穷大。
    """
    raise NotImplementedError(
        "hausdorff: "
        "all distances between the two sets, the nearest for each pixel, the largest of these "
        "/ 两个集合之间的所有距离，每个像素取最近的，再取其中最大的")
