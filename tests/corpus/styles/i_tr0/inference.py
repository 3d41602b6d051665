import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec


@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)

def _np(x):
    x = torch.as_tensor(x).detach().float().cpu()
    while x.ndim > 2:
        x = x[0]
    return (x.numpy() + 1) / 2


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(9, 3), layout="constrained")
    for k, (name, im) in enumerate({"输入 T1": t1, "生成 T2": fake_t2, "真实 T2": t2}.items()):
        ax = fig.add_subplot(1, 3, k + 1, title=name)
        h = ax.imshow(_np(im), cmap=plt.cm.gray, vmin=0, vmax=1, interpolation="nearest")
        ax.set(xticks=[], yticks=[])
        fig.colorbar(h, ax=ax, shrink=.7)
    return fig
