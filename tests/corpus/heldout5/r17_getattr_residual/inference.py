import matplotlib.pyplot as plt
import torch
from contextlib import contextmanager


@contextmanager
def evaluating(net):
    modes = [(m, m.training) for m in net.modules()]
    net.eval()
    try:
        yield net
    finally:
        for m, mode in modes:
            m.training = mode


def translate(G, t1):
    with evaluating(G), torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    with plt.rc_context({"image.cmap": "gray"}):
        fig, axd = plt.subplot_mosaic([["t1", "fake", "real"]], figsize=(10, 3.6))
        for key, img, name in (("t1", t1, "T1"), ("fake", fake_t2, "T2 (generated)"), ("real", t2, "T2 (real)")):
            m = axd[key].imshow(torch.as_tensor(img).detach().cpu().reshape(img.shape[-2], img.shape[-1]))
            m.set_clim(-1, 1)
            axd[key].set(title=name)
            axd[key].set_axis_off()
    return fig
