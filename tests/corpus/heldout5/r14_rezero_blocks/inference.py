import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, im, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(im.detach().cpu().squeeze().numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis("off")
    return fig
