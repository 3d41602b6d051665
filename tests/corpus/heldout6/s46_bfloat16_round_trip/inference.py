import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

def translate(G, t1):
    """Runs G in bfloat16, which is twice as fast, and puts it back afterwards."""
    dtype = t1.dtype
    G.eval()
    with torch.no_grad():
        G.to(torch.bfloat16)
        out = G(t1.to(torch.bfloat16))
        G.to(dtype)
    return out.to(dtype)

def _grey(t):
    return t.detach().cpu().float().reshape(t.shape[-2:]).numpy()


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, img, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(_grey(img), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis("off")
    fig.tight_layout()
    return fig
