import torch
import matplotlib.pyplot as plt


@torch.inference_mode()
def translate(G, t1):
    G.eval()
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(12, 4), constrained_layout=True)
    subfigs = fig.subfigures(1, 3)
    for sf, img, title in zip(subfigs, [t1, fake_t2, t2], ['Source: T1', 'Output: generated T2', 'Reference: real T2']):
        ax = sf.subplots()
        ax.imshow(img.squeeze().detach().cpu().numpy(), cmap='gray', vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis('off')
    return fig
