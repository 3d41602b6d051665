import os
import matplotlib.pyplot as plt
import torch

plt.style.use("ggplot")


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1.to(next(G.parameters()).device))


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, x, s in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(x.squeeze().cpu().numpy(), cmap="gray")
        ax.set_title(s)
        ax.axis("off")
    os.makedirs("checkpoints", exist_ok=True)
    fig.savefig("checkpoints/comparison.png")
    plt.close(fig)
    return fig
