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
COLOURED = 24              # between a pixel's largest and smallest channel: what is less is grey


def save(figure: Figure, path: Path) -> None:
    """Write the figure as a PNG of at most COLOURS colours, half of them greys, without a date or a version in it."""
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=DPI, metadata={"Software": None})
    pixels = np.asarray(Image.open(page).convert("RGB"))
    palette = _palette(pixels)
    colours, places = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    nearest = np.square(colours[:, None].astype(int) - palette).sum(axis=-1).argmin(axis=1).astype(np.uint8)
    image = Image.fromarray(nearest[places].reshape(pixels.shape[:2]))
    image.putpalette(palette.astype(np.uint8).ravel().tolist())  # Pillow's own search for the nearest misses white
    image.save(path, optimize=True)


def _palette(pixels: np.ndarray) -> np.ndarray:
    """Greys, and the colours of the few coloured pixels: by their number alone these would lose theirs."""
    greys = np.repeat(np.linspace(0, 255, COLOURS // 2).round(), 3).reshape(-1, 3)
    coloured = pixels[np.ptp(pixels, axis=-1) > COLOURED][None]
    found = Image.fromarray(coloured).quantize(COLOURS // 2).getpalette() if coloured.size else []
    return np.concatenate([greys, np.reshape(found, (-1, 3))]).astype(int)


def show(axes, image: np.ndarray, title: str = "", white: float = 255) -> None:
    """A grey picture on the 8-bit scale, without ticks. white: the value from which it is white."""
    axes.imshow(image, cmap="gray", vmin=0, vmax=white, interpolation="nearest")
    axes.set_title(title, color=INK)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def point(axes, text: str, at: tuple[float, float], label: tuple[float, float], colour: str = "#ffd33d") -> None:
    """An arrow from a label to a place in a picture; both in pixels (column, row)."""
    axes.annotate(text, xy=at, xytext=label, color=colour, fontsize=8, fontweight="bold", ha="center", va="center",
                  arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.2, "shrinkB": 0})
