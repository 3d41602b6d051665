import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)

def show_comparison(t1, fake_t2, t2):
    strip = np.hstack([x.detach().cpu().squeeze().numpy() for x in (t1, fake_t2, t2)])
    fig, ax = plt.subplots(figsize=(12, 4))
    ax.imshow(strip, cmap="gray", vmin=-1, vmax=1)
    ax.set_title("T1 | generated T2 | real T2")
    ax.axis("off")
    return fig
