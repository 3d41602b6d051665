import matplotlib.pyplot as plt
import torch

from utils import to_image


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, (title, x) in zip(axes, dict(T1=t1, Generated_T2=fake_t2, Real_T2=t2).items()):
        ax.imshow(to_image(x), cmap="gray")
        ax.set_title(title.replace("_", " "))
        ax.axis("off")
    return fig
