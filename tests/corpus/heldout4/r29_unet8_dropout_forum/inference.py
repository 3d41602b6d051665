import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    Tensor = torch.cuda.FloatTensor if False else torch.FloatTensor
    with torch.no_grad():
        return G(t1.type(Tensor))


def show_comparison(t1, fake_t2, t2):
    r, c = 1, 3
    fig, axs = plt.subplots(r, c)
    gen_imgs = np.concatenate([x.detach().cpu().numpy().reshape(1, x.shape[-2], x.shape[-1]) for x in (t1, fake_t2, t2)])
    gen_imgs = 0.5 * gen_imgs + 0.5
    titles = ['Condition (T1)', 'Generated (T2)', 'Original (T2)']
    for j in range(c):
        axs[j].imshow(gen_imgs[j], cmap='gray')
        axs[j].set_title(titles[j])
        axs[j].axis('off')
    return fig
