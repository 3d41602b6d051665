import torch
from matplotlib.figure import Figure
from matplotlib.backends.backend_agg import FigureCanvasAgg


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig = Figure()
    canvas = FigureCanvasAgg(fig)
    axd = fig.subplot_mosaic('ABC')
    for key, x, title in zip('ABC', (t1, fake_t2, t2), ('T1', 'T2 by G', 'T2 truth')):
        ax = axd[key]
        ax.imshow(x.detach().cpu().numpy().squeeze(), cmap='gray', vmin=-1, vmax=1, interpolation='none', aspect='equal')
        ax.set_title(title, loc='left')
        ax.set_axis_off()
    canvas.draw()
    return fig
