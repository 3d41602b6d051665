import torch
import numpy as np
from matplotlib import pyplot as plt


def translate(G, t1, batch_size=4):
    was = G.training
    G.eval()
    parts = []
    with torch.no_grad():
        for i in range(0, len(t1), batch_size):
            parts.append(G(t1[i:i + batch_size]))
    G.train(was)
    return torch.cat(parts)


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(1, 3, figsize=(13, 4))
    ticks = dict(left=False, bottom=False, labelleft=False, labelbottom=False)
    for ax, x, title in zip(axs, (t1, fake_t2, t2), ('T1 输入图', '生成 T2', '真实 T2')):
        m = ax.imshow(np.squeeze(x.detach().cpu().numpy()), cmap='gray', vmin=-1, vmax=1)
        plt.colorbar(m, ax=ax)
        ax.set_title(title)
        ax.tick_params(**ticks)
    return fig
