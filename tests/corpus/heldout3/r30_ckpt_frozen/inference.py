import functools

import torch
from matplotlib import pyplot as plt


def evaluating(fn):
    @functools.wraps(fn)
    def wrapper(net, *args):
        was = net.training
        net.eval()
        try:
            with torch.inference_mode():
                return fn(net, *args)
        finally:
            net.train(was)
    return wrapper


@evaluating
def translate(G, t1):
    return G(t1)


def _pixels(x):
    return (x.detach().reshape(x.shape[-2], x.shape[-1]).cpu().numpy() + 1) / 2


def show_comparison(t1, fake_t2, t2):
    figure, axes = plt.subplots(ncols=3, figsize=(9, 3.2), layout="constrained")
    for ax, title, image in zip(axes, ("T1 (input)", "T2 (generated)", "T2 (real)"), (t1, fake_t2, t2)):
        ax.imshow(_pixels(image), cmap="gray", vmin=0, vmax=1)
        ax.set(title=title, xticks=[], yticks=[])
    return figure
