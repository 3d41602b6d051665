import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn


@torch.no_grad()
def translate(G: nn.Module, t1: Tensor) -> Tensor:
    was_training = G.training
    G.eval()
    out = G(t1)
    G.train(was_training)      # give the network back as we found it
    return out


def show_comparison(t1: Tensor, fake_t2: Tensor, t2: Tensor) -> Figure:
    fig, axs = plt.subplots(1, 3, figsize=(10, 4), constrained_layout=True)
    for ax, img, name in zip(axs, (t1, fake_t2, t2), ("T1 input", "T2 generated", "T2 ground truth")):
        shown = ax.imshow(img.detach().cpu().reshape(img.shape[-2:]), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(name)
        ax.set_axis_off()
        fig.colorbar(shown, ax=ax, shrink=0.7)
    return fig
