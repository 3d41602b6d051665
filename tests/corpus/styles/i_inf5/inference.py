import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec


@torch.inference_mode()
def translate(G, t1):
    was = G.training
    G.eval()
    try:
        return G(t1)
    finally:
        G.train(was)

def show_comparison(t1, fake_t2, t2):
    fig, ax = plt.subplots(1, 3)
    for i, (x, s) in enumerate(zip([t1, fake_t2, t2], ["T1", "pred", "gt"])):
        x = x.squeeze().numpy()
        ax[i].imshow((x - x.min()) / (x.max() - x.min() + 1e-8), cmap="gray")
        ax[i].set_title(s)
    plt.show()
    return fig
