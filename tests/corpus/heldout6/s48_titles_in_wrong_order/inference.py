import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)

TITLES = ("T1", "Real T2", "Generated T2")


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(1, len(TITLES), figsize=(4 * len(TITLES), 4))
    for ax, title, tensor in zip(axs.flat, TITLES, [t1, fake_t2, t2]):
        picture = tensor.detach().cpu().numpy().reshape(tensor.shape[-2], tensor.shape[-1])
        ax.imshow(picture, cmap="gray", vmin=-1, vmax=1)
        ax.set(title=title)
        ax.axis("off")
    return fig
