from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
import torch

CAPTIONS = ("T1 (input)", "Generated T2", "Real T2 (target)")


@torch.inference_mode()
def translate(G, t1):
    G.eval()
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    """pyplot is never imported: no global state, no windows, nothing to close"""
    fig = Figure(figsize=(9, 3.4), layout="constrained")
    FigureCanvasAgg(fig)
    for k, (caption, image) in enumerate(zip(CAPTIONS, (t1, fake_t2, t2)), start=1):
        ax = fig.add_subplot(1, 3, k, title=caption)
        ax.imshow(image.detach().cpu().reshape(image.shape[-2:]).numpy(), cmap="Greys_r", vmin=-1.0, vmax=1.0)
        ax.set(xticks=[], yticks=[])
    return fig
