import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        fake_t2 = G(t1)
    return fake_t2


def show_comparison(t1, fake_t2, t2):
    plt.figure(figsize=(15, 5))
    display_list = [t1, fake_t2, t2]
    title = ['Input T1', 'Predicted T2', 'Real T2']

    for i in range(3):
        plt.subplot(1, 3, i + 1)
        plt.title(title[i])
        # getting the pixel values in the [0, 1] range to plot
        plt.imshow(display_list[i].detach().cpu().squeeze().numpy() * 0.5 + 0.5, cmap='gray')
        plt.axis('off')
    plt.show()
