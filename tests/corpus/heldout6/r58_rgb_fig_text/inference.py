import torch
from matplotlib.figure import Figure


def translate(G, t1):
    G.eval()
    return torch.no_grad()(G)(t1)


def _rgb(x):
    """(1, H, W) or (1, 1, H, W) in [-1, 1] -> (H, W, 3) in [0, 1], already grey, so that no colour map is needed"""
    x = torch.as_tensor(x).detach().cpu().float()
    x = x.reshape(-1, *x.shape[-2:])[:1]
    return ((x + 1) / 2).clamp(0, 1).expand(3, -1, -1).permute(1, 2, 0).numpy()


def show_comparison(t1, fake_t2, t2):
    fig = Figure((9, 3.3))
    width = 1 / 3
    for i, (text, x) in enumerate([("T1", t1), ("Generated T2", fake_t2), ("Real T2", t2)]):
        ax = fig.add_axes((i * width + 0.01, 0.02, width - 0.02, 0.86))
        ax.imshow(_rgb(x))
        ax.axis("off")
        fig.text((i + 0.5) * width, 0.93, text, ha="center", va="center")
    return fig
