import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        fake = G(t1)
    return fake


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 4))
    plt.subplot(1, 3, 1)
    plt.imshow(t1.squeeze().cpu().numpy(), cmap='gray')
    plt.title('T1')
    plt.subplot(1, 3, 2)
    plt.imshow(fake_t2.squeeze().cpu().numpy(), cmap='gray')
    plt.title('Generated T2')
    plt.subplot(1, 3, 3)
    plt.imshow(t2.squeeze().cpu().numpy(), cmap='gray')
    plt.title('Real T2')
    return fig
