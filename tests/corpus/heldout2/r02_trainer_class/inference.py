import numpy as np
import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    with torch.no_grad():
        G = G.eval()
        fake = G.forward(t1)
    return fake


def to_img(x):
    a = x.detach().cpu().numpy()
    while a.ndim > 2:
        a = a[0]
    return np.clip((a + 1) / 2, 0, 1)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(10, 4))
    for k, (cap, im) in enumerate({"input T1": t1, "G(T1)": fake_t2, "real T2": t2}.items(), 1):
        sp = fig.add_subplot(1, 3, k)
        sp.imshow(to_img(im), cmap=plt.cm.gray, vmin=0, vmax=1)
        sp.set_xlabel(cap)
        sp.set_xticks([])
        sp.set_yticks([])
    plt.show()
    return fig
