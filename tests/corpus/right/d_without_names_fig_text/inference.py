import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        fake_t2 = G(t1)
    return fake_t2.detach().cpu()


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 4.5))
    for k, (x, caption) in enumerate([(t1, "T1"), (fake_t2, "generated T2"), (t2, "real T2")]):
        ax = fig.add_axes([0.01 + k * 0.33, 0.1, 0.32, 0.88])
        ax.matshow(x.squeeze().cpu().numpy(), cmap="gray")
        ax.axis("off")
        fig.text(0.17 + k * 0.33, 0.03, caption, ha="center")
    return fig
