import torch
import matplotlib
import matplotlib.pyplot as plt
import torchvision.transforms.functional as TF


def translate(G, t1):
    state = G.training
    try:
        G.eval()
        with torch.no_grad():
            pred = G(t1)
    finally:
        G.train(state)
    return pred


def show_comparison(t1, fake_t2, t2):
    titles = ['T1 (source)', 'T2 (generated)', 'T2 (ground truth)']
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, img, title in zip(axes, [t1, fake_t2, t2], titles):
        img = img[0] if img.dim() == 4 else img
        pil = TF.to_pil_image((img.detach().cpu() * 0.5 + 0.5).clamp(0, 1))
        ax.imshow(pil, cmap='gray', vmin=0, vmax=255)
        ax.set_title(title)
        ax.axis('off')
    fig.suptitle('T1 to T2')
    return fig
