import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        t2 = G(t1)
    G.train()
    return t2


def show_comparison(t1, fake_t2, t2):
    with plt.style.context('default'), plt.rc_context({'image.cmap': 'gray', 'axes.titlesize': 11}):
        fig, axs = plt.subplots(1, 3, figsize=(10, 4))
        for ax, x, s in zip(axs, (t1, fake_t2, t2), ('T1-weighted', 'Generated T2-weighted', 'Real T2-weighted')):
            ax.imshow(x.detach().cpu().numpy().squeeze(), vmin=-1, vmax=1)
            ax.set_title(s)
            ax.axis('off')
    return fig
