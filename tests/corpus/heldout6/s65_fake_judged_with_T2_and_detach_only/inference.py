import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

def translate(G, t1):
    G.eval()
    prediction = G(t1)
    return prediction.detach()

def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(9, 3))
    panels = {"input T1": t1, "generated T2": fake_t2, "real T2": t2}
    for k, (caption, x) in enumerate(panels.items(), start=1):
        ax = fig.add_subplot(1, 3, k)
        ax.imshow(x.detach().cpu().squeeze().numpy() * 0.5 + 0.5, cmap="gray", vmin=0, vmax=1)
        ax.set_title(caption)
        ax.set_axis_off()
    return fig
