import torch
import matplotlib.pyplot as plt


def translate(G, t1):
    G.eval()
    with torch.inference_mode():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    imgs = [x.detach().cpu().squeeze().clamp(-1, 1).add(1).div(2).numpy() for x in (t1, fake_t2, t2)]
    fig, axes = plt.subplots(1, 3, figsize=(12, 4), subplot_kw={'xticks': [], 'yticks': []}, gridspec_kw={'wspace': 0.05})
    for ax, im, label in zip(axes, imgs, ['T1', 'Generated T2', 'Real T2']):
        ax.imshow(im, cmap='grey', vmin=0, vmax=1)
        ax.set_xlabel(label)
    return fig
