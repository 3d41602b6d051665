import numpy as np
import torch
from matplotlib import pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.inference_mode():
        y = G(t1)
    return y.clone()


def to_img(x):
    return np.squeeze(x.detach().cpu().numpy()) * 0.5 + 0.5


def show_comparison(t1, fake_t2, t2):
    fig, (a, b, c) = plt.subplots(1, 3)
    a.imshow(to_img(t1), cmap=plt.cm.gray); a.set_xlabel('T1')
    b.imshow(to_img(fake_t2), cmap=plt.cm.gray); b.set_xlabel('generated T2')
    c.imshow(to_img(t2), cmap=plt.cm.gray); c.set_xlabel('real T2')
    for ax in (a, b, c):
        ax.set_xticks([]); ax.set_yticks([])
    plt.show()
    return fig
