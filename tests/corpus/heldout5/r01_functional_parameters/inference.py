"""No pyplot at all."""
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


@torch.inference_mode()
def translate(G, t1):
    return G.eval()(t1)


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(9, 3), layout="constrained")
    FigureCanvasAgg(fig)
    panels = {"Input (T1)": t1, "Prediction": fake_t2, "Ground truth": t2}
    for k, (name, image) in enumerate(panels.items(), 1):
        ax = fig.add_subplot(1, 3, k, title=name, xticks=[], yticks=[])
        ax.imshow(((image.detach().cpu().float() + 1) / 2).clamp(0, 1).reshape(image.shape[-2:]), cmap="Greys_r")
    return fig
