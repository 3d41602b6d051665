import torch
import matplotlib
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.inference_mode():
        fake = G(t1)
    return fake


def panel(fig, where, x, title):
    ax = fig.add_subplot(*where)
    ax.imshow(x.detach().cpu().numpy().squeeze(), cmap=matplotlib.colormaps['gray'].copy(), vmin=-1, vmax=1, origin='upper')
    ax.set_title(title, color='navy')
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(11, 4))
    for k, (x, s) in enumerate(((t1, 'Given T1'), (fake_t2, 'Generated T2'), (t2, 'True T2'))):
        panel(fig, (1, 3, k + 1), x, s)
    return fig
