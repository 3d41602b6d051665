import contextlib
from functools import singledispatch

import matplotlib
matplotlib.use("Agg", force=True)
import numpy as np
import torch
from matplotlib import pyplot as plt


@contextlib.contextmanager
def evaluating(net):
    """eval() inside, afterwards every sub-module is back in the mode it had"""
    modes = {m: m.training for m in net.modules()}
    try:
        net.eval()
        yield net
    finally:
        for m, flag in modes.items():
            m.training = flag


def translate(G, t1, batch_size=8):
    with evaluating(G) as net, torch.inference_mode():
        out = [net(chunk) for chunk in torch.split(t1, batch_size)]
    return torch.cat(out, dim=0).clone()


@singledispatch
def to_image(x):
    return np.atleast_2d(np.asarray(x)).squeeze()


@to_image.register
def _(x: torch.Tensor):
    return to_image(x.detach().to("cpu", torch.float32).numpy())


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(nrows=1, ncols=3, figsize=(12, 4), squeeze=False, subplot_kw=dict(frameon=False))
    imgs = {"Input: T1": t1, "Prediction: generated T2": fake_t2, "Ground truth: real T2": t2}
    for ax, label in zip(axs.flat, imgs):
        arr = np.rint((to_image(imgs[label]) + 1) * 127.5).clip(0, 255).astype(np.uint8)
        ax.imshow(arr, cmap="gist_gray", vmin=0, vmax=255)
        ax.set_xlabel(label)                 # captions below the panels
        ax.set_xticks([])
        ax.set_yticks([])
    plt.close(fig)       # the Figure lives on, pyplot just forgets it
    return fig
