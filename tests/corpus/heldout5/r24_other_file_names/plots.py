import matplotlib
import torch

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.gridspec import GridSpec  # noqa: E402


def translate(G, t1):
    """One slice at a time, to be gentle to the memory."""
    G.eval()
    with torch.no_grad():
        return torch.cat([G(s) for s in torch.split(t1, 1)], dim=0)


def show_comparison(t1, fake_t2, t2):
    titles = iter(("T1-weighted", "T2-weighted, generated", "T2-weighted, real"))
    fig = plt.figure(figsize=(9, 3))
    grid = GridSpec(1, 3, figure=fig)
    for cell, img in zip(grid, (t1, fake_t2, t2)):
        ax = fig.add_subplot(cell)
        ax.imshow(img.detach().cpu().numpy().reshape(img.shape[-2:]), "gray")
        ax.set_title(next(titles), fontsize=9)
        ax.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    plt.close(fig)
    return fig
