"""Grey RGB panels, captions below."""
import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        out = G(t1)
    return out.reshape(t1.shape)


def show_comparison(t1, fake_t2, t2):
    fig = plt.figure(figsize=(9, 3.4))
    for k, (img, caption) in enumerate([(t1, "T1"), (fake_t2, "generated T2"), (t2, "real T2")]):
        ax = fig.add_axes([0.02 + 0.33 * k, 0.12, 0.3, 0.85])
        grey = img.detach().cpu().float().flatten(0, -3)[0].add(1).div(2).clamp(0, 1)
        ax.imshow(grey.unsqueeze(-1).expand(-1, -1, 3).numpy())
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_xlabel(caption)
    return fig
