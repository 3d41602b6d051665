import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec


def translate(G, t1):
    G.train(False)
    with torch.set_grad_enabled(False):
        batch = t1 if t1.dim() == 4 else t1.unsqueeze(0)
        out = torch.cat([G(one.unsqueeze(0)) for one in batch])
    return out.view_as(t1)

def show_comparison(t1, fake_t2, t2):
    with plt.style.context("dark_background"):
        fig, (a, b, c) = plt.subplots(ncols=3, sharex=True, sharey=True)
        for ax, x, s in ((a, t1, "T1"), (b, fake_t2, "fake T2"), (c, t2, "T2")):
            x = np.asarray(x.detach().cpu()).squeeze()
            rgb = np.repeat(((x + 1) / 2).clip(0, 1)[..., None], 3, axis=-1)
            ax.imshow(rgb)
            ax.set_title(s, color="w")
            ax.set_xticks([]); ax.set_yticks([])
    return fig
