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
    fig, axs = plt.subplot_mosaic([["t1", "fake", "t2"]], figsize=(9, 3))
    data = {"t1": t1, "fake": fake_t2, "t2": t2}
    names = {"t1": "T1-weighted", "fake": "synthesised T2", "t2": "acquired T2"}
    for key in axs:
        arr = data[key].detach().reshape(-1, *data[key].shape[-2:])[0].numpy()
        axs[key].pcolormesh(np.flipud(arr), cmap="gray", vmin=-1, vmax=1) if False else axs[key].matshow(arr, cmap="gray", vmin=-1, vmax=1)
        axs[key].set_xlabel(names[key])
        axs[key].tick_params(bottom=False, left=False, top=False, labelbottom=False, labelleft=False, labeltop=False)
    return fig
