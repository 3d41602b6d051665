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
    """Left to right: T1, generated T2, real T2."""
    fig, axs = plt.subplots(1, 3)
    for k, im in enumerate([t1, fake_t2, t2]):
        axs[k].imshow(im.squeeze().detach().cpu().numpy(), cmap="gray")
        axs[k].axis("off")
    plt.close(fig)
    return fig
