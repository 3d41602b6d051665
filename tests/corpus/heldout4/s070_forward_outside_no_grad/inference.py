import torch
from matplotlib.figure import Figure


def translate(G, t1):
    """Translate a batch of T1 slices into T2."""
    G.eval()
    with torch.no_grad():
        t1 = t1.float()
    fake_t2 = G(t1)
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    """Three panels side by side, drawn without pyplot so that no display is needed."""
    fig = Figure(figsize=(10, 3.5))
    panels = {"T1 (input)": t1, "T2 (generated)": fake_t2, "T2 (ground truth)": t2}
    for k, (title, tensor) in enumerate(panels.items(), start=1):
        ax = fig.add_subplot(1, 3, k, title=title)
        ax.imshow(tensor.detach().cpu().reshape(tensor.shape[-2:]), cmap="Greys_r", vmin=-1, vmax=1)
        ax.set_axis_off()
    return fig
