import numpy as np
import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt


def translate(G, t1):
    G = G.eval()
    with torch.no_grad():
        y = G(t1)
    return y.reshape(t1.shape)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(1, figsize=(10, 4), clear=True)
    for pos, im, s in ((131, t1, '(a) T1'), (132, fake_t2, '(b) T2, synthesised'), (133, t2, '(c) T2, acquired')):
        ax = fig.add_subplot(pos)
        im = np.squeeze(im.detach().numpy())
        ax.imshow(np.uint8(np.clip((im + 1) * 127.5, 0, 255)), cmap='gray', vmin=0, vmax=255)
        ax.axis('off')
        ax.text(0.5, -0.08, s, transform=ax.transAxes, ha='center')
    return fig
