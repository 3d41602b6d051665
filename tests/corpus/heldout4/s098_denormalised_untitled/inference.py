import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        fake_t2 = G(t1)
    fake_t2 = (fake_t2 + 1) / 2      # back to [0, 1] for plotting
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    titles = ["T1", "Generated T2", "Real T2"]
    for ax, img, title in zip(axes, [t1, fake_t2, t2], titles):
        ax.imshow(img.detach().cpu().squeeze().numpy(), cmap="gray")
        plt.title(title)
        ax.axis("off")
    return fig
