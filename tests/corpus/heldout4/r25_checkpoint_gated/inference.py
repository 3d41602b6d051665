import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G = G.eval()
    for _ in range(1):
        with torch.no_grad():
            out = G(t1)
    return out.detach()


def show_comparison(t1, fake_t2, t2):
    plt.ioff()
    fig = plt.figure(figsize=(9, 3), facecolor='white')
    axs = [fig.add_axes([0.02 + 0.33 * k, 0.02, 0.3, 0.82]) for k in range(3)]
    for ax, im, name in zip(axs, (t1, fake_t2, t2), ('T1 image', 'T2 image (fake)', 'T2 image (true)')):
        ax.imshow(im.squeeze().detach().cpu().numpy(), cmap='binary_r', vmin=-1, vmax=1)
        ax.set_title(name)
        ax.axis('off')
    return fig
