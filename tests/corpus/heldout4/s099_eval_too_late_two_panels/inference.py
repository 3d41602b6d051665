import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    with torch.no_grad():
        fake_t2 = G(t1)
        G.eval()
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(8, 4))
    for i, (img, name) in enumerate([(t1, "T1"), (fake_t2, "Generated T2")]):
        ax = fig.add_subplot(1, 2, i + 1)
        ax.imshow(img.detach().cpu().squeeze(), cmap="gray")
        ax.set_title(name)
    return fig
