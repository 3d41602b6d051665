"""No pyplot at all."""
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@torch.no_grad()
def translate(G, t1):
    G.train(False)
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(9, 3))
    FigureCanvasAgg(fig)
    grid = fig.add_gridspec(1, 3)
    for i, (caption, x) in enumerate({"T1": t1, "Fake T2": fake_t2, "T2": t2}.items()):
        ax = fig.add_subplot(grid[0, i])
        ax.imshow(x.detach().cpu().numpy().squeeze(), cmap="gray", interpolation="nearest")
        ax.set_title(caption, fontsize=10)
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
