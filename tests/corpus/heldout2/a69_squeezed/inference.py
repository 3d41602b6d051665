import torch
from matplotlib.figure import Figure


@torch.inference_mode()
def translate(G, t1):
    was = G.training
    G.eval()
    out = G(t1)
    G.train(was)
    return out.squeeze()


def show_comparison(t1, fake_t2, t2):
    fig = Figure(figsize=(4, 12))
    axs = fig.subplots(3, 1)
    for ax, img, name in zip(axs, [t1, fake_t2, t2], ["T1 input", "synthesised T2", "true T2"]):
        ax.imshow(img.cpu().reshape(img.shape[-2:]), cmap="Greys_r")
        ax.set_title(name)
        ax.set_axis_off()
    return fig
