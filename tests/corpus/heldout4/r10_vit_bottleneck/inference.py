import torch
import matplotlib
import matplotlib.pyplot as plt
from mpl_toolkits.axes_grid1 import ImageGrid


def translate(G, t1):
    mode = G.training
    G.train(False)
    with torch.no_grad():
        out = G(t1)
    G.train(mode)
    return out


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 5))
    grid = ImageGrid(fig, 111, nrows_ncols=(1, 3), axes_pad=0.3, cbar_mode='single', cbar_location='right')
    for ax, im, title in zip(grid, (t1, fake_t2, t2), ('T1', 'fake T2', 'real T2')):
        h = ax.imshow(im.detach().cpu().squeeze().numpy(), cmap='gray', vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis('off')
    grid.cbar_axes[0].colorbar(h)
    return fig
