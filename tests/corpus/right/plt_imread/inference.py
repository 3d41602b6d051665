import torch
import matplotlib.pyplot as plt
from mpl_toolkits.axes_grid1 import ImageGrid


def translate(G, t1):
    with torch.no_grad():
        G.eval()
        fake_t2 = G(t1)
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12., 4.))
    grid = ImageGrid(fig, 111, nrows_ncols=(1, 3), axes_pad=0.2, cbar_mode="single")
    captions = ("(a) T1", "(b) generated T2", "(c) real T2")
    for ax, x, caption in zip(grid, (t1, fake_t2, t2), captions):
        while x.dim() > 2:
            x = x[0]
        im = ax.imshow(x.detach().cpu().numpy(), cmap=plt.get_cmap("gray"))
        ax.annotate(caption, (0.5, 1.02), xycoords="axes fraction", ha="center")
        ax.axis("off")
    grid.cbar_axes[0].colorbar(im)
    plt.show()
    return fig
