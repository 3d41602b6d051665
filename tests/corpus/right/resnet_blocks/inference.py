import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    with torch.no_grad():
        return G.eval()(t1)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(9, 3))
    names = ["T1 (input)", "T2 (fake)", "T2 (real)"]
    for k, img in enumerate([t1, fake_t2, t2]):
        plt.subplot(131 + k)
        plt.imshow(img.detach().cpu().numpy()[0], cmap="Greys_r", vmin=-1, vmax=1)   # (1, H, W)
        plt.title(names[k])
        plt.axis("off")
    plt.tight_layout()
    plt.show()
    return fig
