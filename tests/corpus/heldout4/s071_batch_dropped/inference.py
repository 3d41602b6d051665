import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        pred = G(t1)[0]
    return pred.cpu()


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, img, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(img.detach().cpu().squeeze().numpy(), cmap="gray")
        ax.set_title(title)
        ax.axis("off")
    return fig
