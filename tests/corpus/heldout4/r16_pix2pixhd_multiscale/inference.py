import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg as Canvas
from matplotlib.figure import Figure


@torch.no_grad()
def translate(G, t1):
    return G.eval().forward(t1)


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(12, 4.5))
    Canvas(fig)
    gs = fig.add_gridspec(2, 3, height_ratios=[20, 1])
    for col, (x, name) in enumerate(zip((t1, fake_t2, t2), ('T1 (input)', 'T2 (pix2pix)', 'T2 (real)'))):
        ax = fig.add_subplot(gs[0, col])
        im = ax.imshow(x.detach().cpu().flatten(0, -3)[0], cmap='gray', clim=(-1, 1))
        ax.set_title(name)
        ax.set_xticks([]), ax.set_yticks([])
        fig.colorbar(im, cax=fig.add_subplot(gs[1, col]), orientation='horizontal')
    return fig
