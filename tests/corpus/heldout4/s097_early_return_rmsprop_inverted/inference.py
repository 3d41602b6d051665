import matplotlib.pyplot as plt
import torch


@torch.no_grad()
def translate(G, t1):
    G.eval()
    return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(nrows=1, ncols=3, figsize=(9, 3))
    data = [("T1", t1), ("fake T2", fake_t2), ("T2", t2)]
    for (name, x), ax in zip(data, axes):
        ax.set_title(name)
        ax.imshow(x.detach().cpu().squeeze().numpy(), cmap="Greys")
        ax.set_axis_off()
    return fig
