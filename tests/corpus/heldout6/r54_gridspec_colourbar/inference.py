import numpy as np
import torch
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.gridspec import GridSpec

GREY = LinearSegmentedColormap.from_list("mri", ["black", "white"])


def translate(G, t1):
    G.train(False)
    prev = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        y = G(t1)
    finally:
        torch.set_grad_enabled(prev)
    return y.reshape(t1.shape)


def _plane(x):
    x = np.asarray(x.detach().cpu()) if torch.is_tensor(x) else np.asarray(x)
    while x.ndim > 2:
        x = x[0]
    return x


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(11, 3.6))
    gs = GridSpec(1, 4, figure=fig, width_ratios=[1, 1, 1, 0.05], wspace=0.08)
    norm = Normalize(-1, 1)
    for col, (name, img) in enumerate({"T1": t1, "generated T2": fake_t2, "real T2": t2}.items()):
        ax = fig.add_subplot(gs[0, col])
        handle = ax.imshow(_plane(img), cmap=GREY, norm=norm, interpolation="nearest")
        ax.set_title(name)
        ax.axis("off")
    fig.colorbar(handle, cax=fig.add_subplot(gs[0, 3]), label="signal")
    return fig
