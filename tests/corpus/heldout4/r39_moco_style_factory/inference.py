import torch
import matplotlib.pyplot as plt
from matplotlib import rcParams
rcParams['image.cmap'] = 'gray'


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        results = dict(fake_b=G(t1))
    return results['fake_b']


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(ncols=3, nrows=1, figsize=(12, 4), sharey=True)
    for ax, (k, v) in zip(axs, {'real_a: T1': t1, 'fake_b: T2': fake_t2, 'real_b: T2': t2}.items()):
        ax.imshow(v.detach().cpu().squeeze().numpy(), vmin=-1, vmax=1, cmap=rcParams['image.cmap'])
        ax.set_title(k)
        ax.axis('off')
    return fig
