import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        pred = G(t1).detach().cpu()
    return pred


def show_comparison(t1, fake_t2, t2):
    rows = [("T1 input", t1), ("T2 generated", fake_t2), ("T2 real", t2)]
    fig, axs = plt.subplots(1, len(rows), figsize=(4 * len(rows), 4))
    for ax, (title, x) in zip(axs, rows):
        x = x.detach().cpu().float().numpy()
        x = x[0, 0] if x.ndim == 4 else x[0]
        lo, hi = float(x.min()), float(x.max())
        ax.imshow((x - lo) / (hi - lo + 1e-8), cmap="gray")
        ax.set_title(f"{title}\n[{lo:.2f}, {hi:.2f}]")
        ax.axis("off")
    return fig
