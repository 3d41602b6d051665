import contextlib
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt


def translate(G, t1):
    with contextlib.ExitStack() as stack:
        if G.training:
            G.eval()
            stack.callback(G.train)
        stack.enter_context(torch.no_grad())
        return G(t1).detach()


def show_comparison(t1, fake_t2, t2):
    fig, axd = plt.subplot_mosaic([["a", "b", "c"]], figsize=(10, 4))
    for key, name, x in (("a", "T1 加权 / source", t1), ("b", "fake T2", fake_t2), ("c", "T2 ground truth", t2)):
        panel = axd[key]
        shown = panel.imshow(x.squeeze().detach().cpu(), cmap="Greys_r", vmin=-1, vmax=1)
        panel.set_title(name)
        panel.set_axis_off()
        fig.colorbar(shown, ax=panel, fraction=0.046)
    return fig
