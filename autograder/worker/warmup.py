"""Warm up a process once, so that the workers forked from it need not."""
from __future__ import annotations

import torch


def warm_up() -> None:
    """The first Adam imports much of torch, the first figure scans fonts."""
    _optimizer()
    _figure()


def _optimizer() -> None:
    layer = torch.nn.Conv2d(1, 1, 3)
    optimizer = torch.optim.Adam(layer.parameters())
    layer(torch.zeros(1, 1, 8, 8)).sum().backward()
    optimizer.step()


def _figure() -> None:
    import matplotlib.pyplot as plt

    figure, axis = plt.subplots()
    axis.set_title("warm")
    figure.canvas.draw()
    plt.close(figure)
