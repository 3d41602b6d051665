from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

STYLE = {"image.cmap": "gray", "axes.titlesize": "medium", "image.interpolation": "none",
         "xtick.bottom": False, "xtick.labelbottom": False, "ytick.left": False, "ytick.labelleft": False}


def translate(G: nn.Module, t1: Tensor) -> Tensor:
    device = next((p.device for p in G.parameters()), t1.device)
    with torch.no_grad():
        out: Tensor = G.eval()(t1.to(device))
    assert out.shape == t1.shape, (out.shape, t1.shape)
    return out.to(t1.device)


def show_comparison(t1: Tensor, fake_t2: Tensor, t2: Tensor) -> Figure:
    with mpl.rc_context(STYLE):
        fig, axd = plt.subplot_mosaic("abc", figsize=(9, 3.5), sharex=True, sharey=True)
        for key, img, title in zip("abc", (t1, fake_t2, t2), ("T1 input", "Generated T2", "Real T2")):
            # [-1, 1] -> [0, 1]
            grey = img.detach().float().cpu().squeeze().add(1).div(2).clamp(0, 1)
            axd[key].imshow(grey, vmin=0, vmax=1)
            axd[key].set_title(title)
        fig.suptitle("T1 \N{RIGHTWARDS ARROW} T2")
    return fig
