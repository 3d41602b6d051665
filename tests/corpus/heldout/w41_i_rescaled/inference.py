import contextlib

import matplotlib.pyplot as plt
import numpy as np
import torch


@torch.inference_mode()
def translate(G, t1):
    G.eval()
    out = G(t1)
    return (out + 1) / 2


def _to_image(x):
    x = x.detach().cpu().numpy()
    return np.squeeze(x) * 0.5 + 0.5


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(9, 3))
    data = {"Input T1": t1, "Synthesised T2": fake_t2, "Real T2": t2}
    for k, (name, value) in enumerate(data.items(), start=1):
        ax = fig.add_subplot(1, 3, k)
        ax.imshow(_to_image(value), cmap="gray", vmin=0, vmax=1)
        ax.set_title(name)
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
