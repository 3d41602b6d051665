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

def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, im, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(im.squeeze().detach().cpu().numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis("off")
    fig.tight_layout()
    return fig
