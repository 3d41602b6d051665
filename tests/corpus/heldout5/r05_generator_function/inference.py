import functools

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch


def no_graph(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with torch.no_grad():
            return fn(*args, **kwargs)
    return wrapper


@no_graph
def translate(G, t1):
    G.eval()
    return G(t1).detach()


class _Comparison:
    names = "T1", "T2 generated", "T2 real"

    def __call__(self, t1, fake_t2, t2):
        fig, axes = plt.subplots(1, 3, squeeze=False, sharex=True, sharey=True)
        for ax, img, name in zip(axes.flat, (t1, fake_t2, t2), self.names):
            ax.imshow(img.detach().cpu().squeeze(), cmap=matplotlib.colormaps["gray"])
            ax.text(0.5, 1.03, name, transform=ax.transAxes, ha="center")
            ax.axis("off")
        return fig


show_comparison = _Comparison()
