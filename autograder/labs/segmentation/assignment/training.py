"""Step 5: the optimizer, one epoch of training, and validation.

第五步：优化器、训练一个 epoch，以及验证。
"""
import torch
from losses import segmentation_loss
from metrics import dice


def make_optimizer(model, epochs):
    """Adam with learning rate 1e-3, and a schedule: (optimizer, scheduler).

    Adam（学习率 1e-3）和学习率调度：(optimizer, scheduler)。

    The rate follows half a cosine, from 1e-3 down to 0 after `epochs` steps of the scheduler.
    学习率沿半个余弦曲线下降：调度器走 epochs 步后，从 1e-3 降到 0。
    """
    raise NotImplementedError(
        "make_optimizer: Adam over the model's parameters; CosineAnnealingLR "
        "/ 对模型参数用 Adam；CosineAnnealingLR")


def train_epoch(model, loader, optimizer, scheduler=None):
    """Train on every batch of the loader once; return the mean loss over slices, a float.

    在 loader 的每个批次上训练一次，返回按切片平均的损失（浮点数）。

    loader: gives images (N, 1, H, W) and masks (N, H, W); the last batch may be smaller.
    scheduler: if there is one, it makes one step after the epoch.
    loader：给出图像 (N, 1, H, W) 和掩膜 (N, H, W)，最后一个批次可能更小。
    scheduler：如果有，在整个 epoch 之后走一步。
    """
    raise NotImplementedError(
        "train_epoch: "
        "training mode; zero_grad, backward, step for each batch; then one step of the scheduler "
        "/ 训练模式；每个批次 zero_grad、backward、step；最后调度器走一步")


def validate(model, loader):
    """Loss and Dice on the slices of the loader; nothing is learned.

    在 loader 的切片上计算损失和 Dice，什么都不学。

    Returns {"loss": mean over slices, "dice": [of class 1, of class 2]}, each Dice a mean over slices.
    返回 {"loss": 按切片平均的损失, "dice": [类别 1, 类别 2]}，每个 Dice 都是按切片的平均值。
    """
    raise NotImplementedError(
        "validate: evaluation mode, no graph; Dice slice by slice "
        "/ 评估模式，不建计算图；逐张切片计算 Dice")
