import torch
from matplotlib import pyplot as plt, cm


def translate(G, t1):
    G.eval()
    with torch.set_grad_enabled(False):
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3)
    fig.set_size_inches(9, 3)
    names = {0: 'T1 slice', 1: 'T2 generated', 2: 'T2 ground truth'}
    for k, im in enumerate([t1, fake_t2, t2]):
        im = torch.squeeze(im).detach().cpu().numpy()
        axes[k].imshow(im, cmap=cm.gray, extent=(0, 256, 256, 0), aspect='equal')
        axes[k].set_xlabel(names[k])
        axes[k].tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    return fig
