import torch
import matplotlib
import matplotlib.pyplot as plt


def translate(G, t1):
    squeeze = t1.dim() == 3
    x = t1.unsqueeze(0) if squeeze else t1
    G.eval()
    with torch.no_grad():
        y = G(x)
    return y.squeeze(0) if squeeze else y


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 5))
    gs = fig.add_gridspec(nrows=1, ncols=3, left=0.03, right=0.97, wspace=0.06)
    pictures = [t1, fake_t2, t2]
    captions = ["T1", "T2 (generated)", "T2 (real)"]
    for i in range(len(pictures)):
        picture = pictures[i].detach().cpu()
        while picture.dim() > 2:
            picture = picture[0]
        ax = fig.add_subplot(gs[0, i])
        ax.imshow(picture.numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.set_xticks([]); ax.set_yticks([])
        ax.annotate(captions[i], xy=(0.5, 1.02), xycoords="axes fraction", ha="center", fontsize=12)
    return fig
