import matplotlib.pyplot as plt
import torch
from matplotlib.gridspec import GridSpec


@torch.inference_mode()
def translate(G, t1):
    return G.eval()(t1)


def show_comparison(t1, fake_t2, t2):
    """Three panels one below the other, a common colour bar."""
    fig = plt.figure(figsize=(4, 12))
    gs = GridSpec(3, 1, figure=fig)
    axes = []
    for row, (label, x) in enumerate([("T1", t1), ("G(T1)", fake_t2), ("T2", t2)]):
        ax = fig.add_subplot(gs[row])
        last = ax.imshow(x.squeeze().numpy(force=True), cmap="binary_r", interpolation="nearest")
        ax.set_ylabel(label)
        ax.set(xticks=[], yticks=[])
        axes.append(ax)
    fig.colorbar(last, ax=axes)
    return fig
