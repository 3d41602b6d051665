import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval
    with torch.no_grad():
        out = G(t1)
    return out


def to_image(x):
    x = x.detach().cpu().numpy().squeeze()
    return (x + 1) / 2

def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(9, 3))

    plt.subplot(1, 3, 1)
    plt.imshow(to_image(t1), cmap='gray', vmin=0, vmax=1)
    plt.title('Input T1')

    plt.subplot(1, 3, 2)
    plt.imshow(to_image(fake_t2), cmap='gray', vmin=0, vmax=1)
    plt.title('Generated T2')

    plt.subplot(1, 3, 3)
    plt.imshow(to_image(t2), cmap='gray', vmin=0, vmax=1)
    plt.title('Real T2')

    plt.tight_layout()
    return fig
