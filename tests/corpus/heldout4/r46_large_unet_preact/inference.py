import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1.contiguous(memory_format=torch.channels_last) if t1.dim() == 4 else t1).contiguous()


def show_comparison(t1, fake_t2, t2):
    fig, axs = plt.subplots(1, 3, figsize=(14, 5), dpi=80)
    for ax, (name, x) in zip(axs, (('T1', t1), ('T2 generated', fake_t2), ('T2 ground truth', t2))):
        x = x.detach().cpu().float().squeeze().numpy()
        ax.imshow(x, cmap='gray', vmin=-1, vmax=1)
        ax.set_title(name)
        ax.text(4, 250, f'mean {x.mean():.2f}', color='white', fontsize=7)
        ax.axis('off')
    return fig
