import torch
from matplotlib.figure import Figure


def translate(G, t1):
    """One slice at a time, to save memory."""
    mode = G.training
    G.eval()
    try:
        with torch.no_grad():
            return torch.cat([G(t1[i:i + 1]) for i in range(len(t1))], dim=0)
    finally:
        G.train(mode)


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(12, 4))             # no pyplot, so no display is needed
    axes = fig.subplots(1, 3)
    axes[0].imshow(t1[0, 0].cpu(), cmap="gray", vmin=-1, vmax=1)
    axes[1].imshow(fake_t2[0, 0].cpu(), cmap="gray", vmin=-1, vmax=1)
    axes[2].imshow(t2[0, 0].cpu(), cmap="gray", vmin=-1, vmax=1)
    axes[0].set_title("T1")
    axes[1].set_title("T2 (predicted)")
    axes[2].set_title("T2 (true)")
    return fig
