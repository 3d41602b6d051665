import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch


def _np(x):
    a = np.asarray(x.detach().cpu(), dtype=np.float64)
    while a.ndim > 2:
        a = a[0]
    return (a + 1) * 127.5


def translate(G, t1):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        return G.train(False)(t1)
    finally:
        torch.set_grad_enabled(before)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(ncols=3, figsize=(13, 4))
    for ax, x, name in zip(axes, map(_np, (t1, fake_t2, t2)), ["T1", "generated T2", "real T2"]):
        im = ax.imshow(x, cmap=plt.cm.gray, vmin=0, vmax=255, interpolation="nearest")
        ax.set_title(name)
        fig.colorbar(im, ax=ax, fraction=0.046)
    fig.suptitle("T1 to T2")
    plt.show()
    return fig
