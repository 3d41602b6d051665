import torch
import matplotlib.pyplot as plt


@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, (name, img) in zip(axes.flat, [("T1", t1), ("Generated T2", fake_t2), ("Real T2", t2)]):
        arr = t1.detach().cpu().numpy()
        arr = arr.reshape(arr.shape[-2], arr.shape[-1])
        ax.imshow(arr, cmap=plt.cm.gray, vmin=-1.0, vmax=1.0)
        ax.set_title(name)
        ax.axis("off")
    return fig
