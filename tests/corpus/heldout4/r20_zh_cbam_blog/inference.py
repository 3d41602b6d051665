import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt


def translate(G, t1):
    """推理"""
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 4))
    for i, (img, 名) in enumerate(zip([t1, fake_t2, t2], ['T1图像', '生成的T2图像', '真实的T2图像']), start=1):
        ax = fig.add_subplot(1, 3, i)
        ax.imshow(img.cpu().detach().numpy().squeeze(), cmap='gray', vmin=-1, vmax=1)
        ax.set_title(名)
        ax.set_xticks([])
        ax.set_yticks([])
    fig.tight_layout()
    return fig
