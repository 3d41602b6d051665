import torch
import matplotlib.pyplot as plt


@torch.no_grad()
def translate(G, t1):
    was = G.training
    G.eval()
    try: return G(t1)
    finally: G.train(was)


def show_image(im, ax, title, **kw):
    im = im.detach().cpu()
    while im.ndim > 2: im = im[0]
    ax.imshow(im * 0.5 + 0.5, cmap='Greys_r', vmin=0, vmax=1, **kw)
    ax.set_title(title)
    ax.axis('off')
    return ax


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(1, 3, figsize=(9, 3))
    for im, ax, t in zip((t1, fake_t2, t2), axs.flat, ('Input T1', 'Prediction', 'Target T2')): show_image(im, ax, t)
    return fig
