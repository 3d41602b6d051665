"""`python -m autograder.labs.segmentation.figures`: draw the handout's figures, the same bytes each time."""
from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from PIL import Image

from autograder.labs.phantoms import phantom, structure_masks

FOLDER = Path(__file__).parent / "assignment" / "figures"
INK, BLUE, ORANGE, GREEN, GREY = "#24292f", "#0b62c4", "#c2570c", "#1a7f4b", "#8b949e"
STYLE = {"font.family": "DejaVu Sans", "font.size": 9, "axes.titlesize": 10,
         "axes.spines.top": False, "axes.spines.right": False}
DPI, COLOURS = 120, 128
SEED, SIZE = 9, 128        # a head with wide ventricles and one large lesion
FOREGROUND = np.array([[11, 98, 196], [245, 124, 0]])  # ventricle, lesion
LESION = 40                # pixels, of SIZE × SIZE


def head() -> tuple[np.ndarray, np.ndarray]:
    """A T2 slice of 8-bit grey and its mask of class indices, (SIZE, SIZE) each."""
    found = structure_masks(SEED, SIZE, True)
    return phantom(SEED, SIZE, True)[1], found["ventricle"] * 1 + found["lesion"] * 2


def data() -> Figure:
    """A slice, its mask as a viewer shows it, the same with its greys spread, and the overlay."""
    image, mask = head()
    grey = np.repeat(image[..., None], 3, axis=-1)
    overlay = grey.copy()
    for label, colour in enumerate(FOREGROUND, start=1):
        overlay[mask == label] = (0.5 * grey[mask == label] + 0.5 * colour).astype(np.uint8)
    figure = _page(9.0, 2.75)
    panels = ((image, "image"), (mask, "mask as it is: 0, 1, 2"), (mask * 127, "mask × 127"), (overlay, "overlay"))
    for place, (picture, title) in enumerate(panels, start=1):
        axes = figure.add_subplot(1, 4, place)
        _picture(axes, picture, title)
    for label, name, height in ((1, "ventricle", 0.13), (2, "lesion", 0.05)):
        colour = FOREGROUND[label - 1] / 255
        axes.text(0.03, height, f"■ {label} {name}", color=colour, transform=axes.transAxes, fontweight="bold",
                  fontsize=8, va="center", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    figure.subplots_adjust(0.005, 0.01, 0.995, 0.9, wspace=0.03)
    return figure


def unet() -> Figure:
    """The handout's network, with the shapes of a 128×128 slice and of one of 45×60."""
    figure = _page(9.0, 4.5)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 9), ylim=(0, 4.5))
    axes.axis("off")
    boxes = {  # centre, then what stands in the box: channels and both sizes
        "in": (0.6, 3.7, "1", "128×128", "45×60"), "e1": (2.0, 3.7, "16", "128×128", "45×60"),
        "e2": (2.9, 2.2, "32", "64×64", "22×30"), "e3": (4.5, 0.75, "64", "32×32", "11×15"),
        "d2": (6.1, 2.2, "32", "64×64", "22×30"), "d1": (7.0, 3.7, "16", "128×128", "45×60"),
        "out": (8.4, 3.7, "3", "128×128", "45×60"),
    }
    for name, (x, y, channels, size, other) in boxes.items():
        colour = GREY if name in ("in", "out") else BLUE if name[0] == "e" else GREEN
        axes.add_patch(Rectangle((x - 0.42, y - 0.42), 0.84, 0.84, facecolor=colour, alpha=0.14, edgecolor=colour))
        axes.text(x, y + 0.2, channels, ha="center", va="center", fontsize=13, fontweight="bold", color=colour)
        axes.text(x, y - 0.08, size, ha="center", va="center", color=INK)
        axes.text(x, y - 0.28, other, ha="center", va="center", color=GREY, fontsize=8)
    for start, end, text in (("in", "e1", "2 conv"), ("d1", "out", "1×1")):
        _arrow(axes, (boxes[start][0] + 0.44, 3.7), (boxes[end][0] - 0.44, 3.7), text, INK)
    for start, end, text, colour in (("e1", "e2", "max pool\n2 conv", BLUE), ("e2", "e3", "max pool\n2 conv", BLUE)):
        _arrow(axes, (boxes[start][0] + 0.15, boxes[start][1] - 0.44), (boxes[end][0] - 0.1, boxes[end][1] + 0.44),
               text, colour, (-0.55, -0.1))
    for start, end, colour in (("e3", "d2", GREEN), ("d2", "d1", GREEN)):
        _arrow(axes, (boxes[start][0] + 0.1, boxes[start][1] + 0.44), (boxes[end][0] - 0.15, boxes[end][1] - 0.44),
               "upsample, concat\n2 conv", colour, (0.85, -0.1))
    for start, end, text in (("e1", "d1", "skip, 16 channels"), ("e2", "d2", "skip, 32 channels")):
        _arrow(axes, (boxes[start][0] + 0.44, boxes[start][1]), (boxes[end][0] - 0.44, boxes[end][1]), text, ORANGE,
               (0, 0.16), "--")
    axes.text(8.4, 3.1, "logits", ha="center", color=INK)
    axes.text(0.6, 3.1, "image", ha="center", color=INK)
    return figure


def curves() -> Figure:
    """Dice against IoU, and both losses of a lesion that the network believes in with probability p."""
    figure = _page(8.4, 3.0)
    left, right = figure.subplots(1, 2)
    overlap = np.linspace(0, 1, 201)
    left.plot(overlap, 2 * overlap / (1 + overlap), color=BLUE)
    left.plot((0, 1), (0, 1), color=GREY, lw=0.8, ls=":")
    for iou in (0.5,):
        left.plot((iou, iou, 0), (0, 2 * iou / (1 + iou), 2 * iou / (1 + iou)), color=ORANGE, lw=0.9, ls="--")
        left.text(iou + 0.03, 0.25, "IoU 0.50 = Dice 0.67", color=ORANGE, fontsize=8)
    left.set(xlabel="IoU", ylabel="Dice", title="Dice = 2 IoU / (1 + IoU)", xlim=(0, 1), ylim=(0, 1.02))
    p = np.linspace(0.001, 1, 400)
    right.plot(p, LESION / SIZE ** 2 * -np.log(p), color=BLUE, label="cross-entropy, mean over pixels")
    right.plot(p, 1 - (2 * LESION * p + 1) / (LESION * p + LESION + 1), color=GREEN, label="Dice loss of the lesion")
    right.set(xlabel="p of the lesion's pixels", ylabel="loss", xlim=(0, 1), ylim=(-0.02, 1.02),
              title=f"lesion: {LESION} of {SIZE}×{SIZE} pixels")
    right.legend(frameon=False, fontsize=8)
    figure.subplots_adjust(0.06, 0.16, 0.98, 0.9, wspace=0.2)
    return figure


def distances() -> Figure:
    """One pixel to the side: Dice of a small and of a large disc; a stray pixel: the Hausdorff distance."""
    figure = _page(9.0, 2.9)
    rows, columns = np.mgrid[:40, :40]
    cases = []
    for radius in (3, 14):
        first = (rows - 19.5) ** 2 + (columns - 19.5) ** 2 <= radius ** 2
        cases.append((first, np.roll(first, 1, axis=1)))
    stray = cases[1][0].copy()
    stray[3, 36] = True
    cases.append((cases[1][0], stray))
    for place, (first, second) in enumerate(cases, start=1):
        axes = figure.add_subplot(1, 3, place)
        colours = np.full((*first.shape, 3), 255, np.uint8)
        colours[first & second] = (200, 205, 210)
        colours[first & ~second], colours[second & ~first] = FOREGROUND
        dice = 2 * (first & second).sum() / (first.sum() + second.sum())
        far, ends = _hausdorff(first, second)
        _picture(axes, colours, f"Dice {dice:.3f}   Hausdorff {far:.1f} px")
        axes.set_xlabel(f"{first.sum()} and {second.sum()} pixels", color=INK, labelpad=2)
        if place == 3:
            (x0, y0), (x1, y1) = ends
            axes.add_patch(FancyArrowPatch((x0, y0), (x1, y1), arrowstyle="<->", mutation_scale=9, color=INK,
                                           shrinkA=0, shrinkB=0))
            axes.add_patch(Circle((x0, y0), 1.8, fill=False, color=INK, lw=0.9))
    figure.subplots_adjust(0.01, 0.09, 0.99, 0.9, wspace=0.05)
    return figure


def _hausdorff(first: np.ndarray, second: np.ndarray) -> tuple[float, list[tuple[int, int]]]:
    """The distance, and the (x, y) of the two pixels that it lies between."""
    a, b = np.argwhere(first), np.argwhere(second)
    apart = np.linalg.norm(a[:, None] - b[None], axis=-1)
    there, back = apart.min(axis=1), apart.min(axis=0)
    if there.max() > back.max():
        start, end = a[there.argmax()], b[apart[there.argmax()].argmin()]
    else:
        start, end = b[back.argmax()], a[apart[:, back.argmax()].argmin()]
    return max(there.max(), back.max()), [(int(start[1]), int(start[0])), (int(end[1]), int(end[0]))]


def _arrow(axes: Axes, start, end, text: str, colour: str, offset=(0.0, 0.16), line: str = "-") -> None:
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=11, color=colour, ls=line, lw=1.3,
                                   shrinkA=0, shrinkB=0))
    x, y = (start[0] + end[0]) / 2 + offset[0], (start[1] + end[1]) / 2 + offset[1]
    axes.text(x, y, text, ha="center", va="center", color=colour, fontsize=8)


def _picture(axes: Axes, picture: np.ndarray, title: str) -> None:
    axes.imshow(picture, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    axes.set_title(title, color=INK)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_color(GREY)
    axes.spines[:].set_visible(True)


def _page(width: float, height: float) -> Figure:
    """An empty figure, in inches."""
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a small PNG, without a date or a version in it."""
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=DPI, metadata={"Software": None})
    picture = Image.open(page).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with rc_context(STYLE):
        for draw in (data, unet, curves, distances):
            save(draw(), FOLDER / f"{draw.__name__}.png")


if __name__ == "__main__":
    main()
