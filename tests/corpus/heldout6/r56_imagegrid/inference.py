import torch
import matplotlib.pyplot as plt
from mpl_toolkits.axes_grid1 import ImageGrid


def translate(G, t1):
    was_3d = t1.dim() == 3
    x = t1[None] if was_3d else t1
    G.eval()
    with torch.no_grad():
        y = torch.cat([G(s) for s in x.split(1)])     # slice by slice, low memory
    return y[0] if was_3d else y


def show_comparison(t1, fake_t2, t2):
    panels = [t1, fake_t2, t2]
    panels = [p[0] if p.ndim == 4 else p for p in panels]
    panels = [p[0].cpu().detach().numpy() for p in panels]
    fig = plt.figure(figsize=(10., 4.))
    grid = ImageGrid(fig, 111, nrows_ncols=(1, 3), axes_pad=0.15)
    for ax, im, ttl in zip(grid, panels, ["T1", "Fake T2 (generated)", "True T2 (real)"]):
        ax.imshow(im, cmap=plt.cm.gray, clim=(-1, 1))
        ax.set_title(ttl)
        ax.set_axis_off()
    return fig
