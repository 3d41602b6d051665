import torch
from matplotlib import pyplot as plt


def translate(G, t1):
    mode = {m: m.training for m in G.modules()}
    try:
        for m in G.modules():
            m.training = False
        with torch.inference_mode():
            return G(t1).clone()
    finally:
        for m, flag in mode.items():
            m.training = flag


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplot_mosaic([["T1", "T2 (generated)", "T2 (ground truth)"]], layout="constrained")
    for (title, ax), tensor in zip(axs.items(), (t1, fake_t2, t2)):
        picture = tensor.detach().float().cpu().squeeze()
        handle = ax.imshow(picture.mul(127.5).add(127.5).byte().numpy(), cmap="gray", vmin=0, vmax=255)
        ax.set(title=title, xticks=[], yticks=[])
    fig.colorbar(handle, ax=list(axs.values()), shrink=0.6)
    return fig
