import numpy as np
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

def translate(G, t1):
    was_training = G.training
    G.eval()
    with torch.inference_mode(False), torch.no_grad():
        out = G(t1)
    G.train(was_training)
    return out

def show_comparison(t1, fake_t2, t2):
    imgs = [np.squeeze(v.detach().cpu().numpy()) for v in (t1, fake_t2, t2)]
    names = ['T1 (input)', 'T2 (generated)', 'T2 (real)']
    fig, ax = plt.subplots(nrows=1, ncols=3)
    for i in range(3):
        ax[i].imshow(imgs[i], cmap=plt.cm.binary, vmin=-1.0, vmax=1.0)
        ax[i].set_title(names[i])
        ax[i].set_xticks([]); ax[i].set_yticks([])
    return fig
