import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    was_training = G.training
    G.eval()
    try:
        with torch.inference_mode():
            return G(t1)
    finally:
        G.train(was_training)


def show_comparison(t1, fake_t2, t2):
    fig, (ax1, ax2, ax3) = plt.subplots(ncols=3, figsize=(12, 4))
    ax1.imshow(t1.detach().squeeze().cpu())
    ax1.set_title("T1")
    ax2.imshow(fake_t2.detach().squeeze().cpu())
    ax2.set_title("Generated T2")
    ax3.imshow(t2.detach().squeeze().cpu())
    ax3.set_title("Real T2")
    for ax in (ax1, ax2, ax3):
        ax.set_xticks([]); ax.set_yticks([])
    fig.tight_layout()
    return fig
