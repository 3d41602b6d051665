"""Inference and visualisation."""
from __future__ import annotations

import matplotlib.pyplot as plt
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn


def translate(G: nn.Module, t1: Tensor) -> Tensor:
    """Translate T1 to T2 without tracking gradients."""
    device = next(iter(G.parameters())).device
    G.eval()
    with torch.inference_mode():
        output = G(t1.to(device))
    return output.clone()


def _to_display(image: Tensor):
    image = image.detach().cpu().float()
    if image.dim() == 4:
        image = image[0]
    return ((image.squeeze(0) + 1.0) / 2.0).clamp(0.0, 1.0).numpy()


def show_comparison(t1: Tensor, fake_t2: Tensor, t2: Tensor) -> Figure:
    """Create a side-by-side comparison figure."""
    fig, axes = plt.subplots(1, 3, figsize=(15, 5))
    fig.suptitle("T1 → T2 translation", fontsize=16)
    for ax, image, title in zip(axes, (t1, fake_t2, t2), ("T1 (input)", "T2 (generated)", "T2 (ground truth)")):
        mappable = ax.imshow(_to_display(image), cmap="gray", vmin=0.0, vmax=1.0)
        ax.set_title(title)
        ax.axis("off")
        fig.colorbar(mappable, ax=ax, fraction=0.046, pad=0.04)
    fig.tight_layout()
    return fig
