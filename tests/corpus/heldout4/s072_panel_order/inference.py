import torch
import matplotlib.pyplot as plt


@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    images = [t1, t2, fake_t2]
    titles = ["T1 input", "T2 real", "T2 generated"]
    fig, ax = plt.subplots(1, 3, figsize=(15, 5))
    for i in range(3):
        ax[i].set_title(titles[i])
        ax[i].imshow(images[i].detach().cpu().squeeze() * 0.5 + 0.5, cmap="gray")
        ax[i].axis("off")
    return fig
