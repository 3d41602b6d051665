import torch
import matplotlib
matplotlib.use('agg')
from matplotlib import pyplot as plt


def translate(G, t1):
    G.eval()
    outs = []
    with torch.no_grad():
        for chunk in torch.split(t1, 2):
            outs.append(G(chunk))
    return torch.cat(outs, dim=0)


def show_comparison(t1, fake_t2, t2):
    fig, axd = plt.subplot_mosaic([['t1', 'fake', 'real']], figsize=(10, 4))
    for key, img, name in (('t1', t1, 'T1w'), ('fake', fake_t2, 'Synthetic T2w'), ('real', t2, 'Acquired T2w')):
        arr = img.detach().cpu().numpy()
        axd[key].imshow(arr.reshape(arr.shape[-2], arr.shape[-1]), cmap=plt.cm.gray)
        axd[key].set_title(name)
        axd[key].set_xticks([])
        axd[key].set_yticks([])
    return fig
