"""What all figures share: sizes, colours, and PNG files that are small and the same at every run."""
from __future__ import annotations

import io
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

# On Agg and on white paper, so that the figures read on a light and on a dark page alike.
matplotlib.use("Agg")
matplotlib.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 9, "axes.titlesize": 10, "axes.spines.top": False,
    "axes.spines.right": False, "figure.facecolor": "white", "savefig.facecolor": "white",
})
INK, BLUE, ORANGE, GREEN, RED = "#24292f", "#0b62c4", "#c2570c", "#1a7f4b", "#c21f30"
DPI, COLOURS = 120, 128


def save(figure: Figure, path: Path) -> None:
    """Write the figure as a PNG of at most COLOURS colours, without a date or a version in it."""
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=DPI, metadata={"Software": None})
    image = Image.open(page).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def show(axes, image: np.ndarray, title: str = "") -> None:
    """A grey picture on the 8-bit scale, without ticks."""
    axes.imshow(image, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    axes.set_title(title, color=INK)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def point(axes, text: str, at: tuple[float, float], label: tuple[float, float], colour: str = "#ffd33d") -> None:
    """An arrow from a label to a place in a picture; both in pixels (column, row)."""
    axes.annotate(text, xy=at, xytext=label, color=colour, fontsize=8, fontweight="bold", ha="center", va="center",
                  arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.2, "shrinkB": 0})
