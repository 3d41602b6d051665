import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec


def translate(G, t1):
    device = next(iter(G.parameters()), torch.zeros(1)).device
    with torch.no_grad():
        out = G.eval()(t1.to(device))
    return out.cpu()

def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(10, 4))
    gs = GridSpec(1, 3, figure=fig, wspace=.05)
    for column, (label, tensor) in enumerate([("T1 (source)", t1), ("T2 (G)", fake_t2), ("T2 (truth)", t2)]):
        axis = fig.add_subplot(gs[0, column])
        picture = ((tensor.detach().cpu().numpy().reshape(tensor.shape[-2:]) + 1) * 127.5).clip(0, 255).astype(np.uint8)
        axis.imshow(picture, cmap="Greys_r", vmin=0, vmax=255)
        axis.set_title(label, fontsize=10)
        axis.set_axis_off()
    fig.suptitle("T1 to T2")
    plt.close(fig)
    return fig
