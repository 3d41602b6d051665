"""The two networks as drawings: who sees what in a conditional GAN, and how much one patch sees."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import torch
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle
from torch import nn

from autograder.labs.phantoms import phantom

from .contrast import HEAD, WHITE, white_matter
from .paper import BLUE, GREEN, INK, ORANGE, RED, show
from .runs import SIZE, STORE, UNSEEN

ROOT = Path(__file__).resolve().parents[2]


def receptive_field(network: nn.Module) -> tuple[int, int, int]:
    """(pixels that one output sees each way, step between neighbouring outputs, padding in front), in pixels."""
    field, step, front = 1, 1, 0
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d):
            front += layer.padding[0] * step
            field += (layer.kernel_size[0] - 1) * step
            step *= layer.stride[0]
    return field, step, front


def handout_discriminator() -> nn.Module:
    """D as solution/discriminator.py builds it."""
    spec = importlib.util.spec_from_file_location("handout_discriminator", ROOT / "solution" / "discriminator.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Discriminator()


def patchgan() -> Figure:
    """The 63x63 map beside the slice: three of its cells, and the pixels that each of them sees."""
    network = handout_discriminator()
    field, step, front = receptive_field(network)
    with torch.no_grad():
        size = network(*torch.zeros(2, 1, 1, 256, 256)).shape[-1]
    figure = Figure(figsize=(7.6, 3.8), layout="constrained")
    slices, cells = figure.subplots(1, 2)
    t2 = phantom(HEAD, lesion=False)[1]
    show(slices, t2, "256×256 pixels (T2; D sees T1 at the same place)", WHITE["T2"] * white_matter(t2))
    cells.set_title(f"{size}×{size} probabilities", color=INK)
    near = cells.inset_axes((0.06, 0.06, 0.4, 0.4))
    _grid(cells, (0, size), (0, size))
    _grid(near, (34, 44), (36, 46))
    for (row, column), colour in (((14, 22), RED), ((40, 38), BLUE), ((40, 39), ORANGE)):
        corner = (column * step - front - 0.5, row * step - front - 0.5)
        slices.add_patch(Rectangle(corner, field, field, fill=False, ec=colour, lw=2))
        for axes in (cells, near):
            axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fc=colour, clip_on=True))
    for place, text in (((22, 14), "one cell"), ((39, 36), "two neighbours")):
        cells.annotate(text, place, (0, 7), textcoords="offset points", ha="center", fontsize=8, color=INK)
    cells.indicate_inset_zoom(near, edgecolor=INK, alpha=0.6, lw=0.8)
    label = {"color": "#ffd33d", "fontsize": 8, "fontweight": "bold", "va": "center"}
    wide, (left, top) = 70, (135, 40)
    slices.add_patch(Rectangle((left, top), wide, wide, fill=False, ec="#ffd33d", lw=1.4, ls=(0, (4, 2))))
    slices.annotate(f"{wide}×{wide}", (left + wide, top), (218, 22), **label,
                    arrowprops={"arrowstyle": "-", "color": "#ffd33d", "lw": 1})
    for row, column, place in ((14, 22, (8, 22)), (40, 39, (196, 236))):
        far = field if row > 30 else 0  # to the square's upper left corner, or to its lower right one
        corner = (column * step - front + far, row * step - front + far)
        slices.annotate(f"{field}×{field}", corner, place, **label,
                        arrowprops={"arrowstyle": "-", "color": "#ffd33d", "lw": 1})
    return figure


def _grid(axes, columns: tuple[int, int], rows: tuple[int, int]) -> None:
    """Cells of the map as a lattice with a frame; the rows run downwards."""
    axes.set(xlim=(columns[0] - 0.5, columns[1] - 0.5), ylim=(rows[1] - 0.5, rows[0] - 0.5), aspect="equal", xticks=[],
             yticks=[], facecolor="white")
    axes.hlines(np.arange(*rows) - 0.5, columns[0] - 0.5, columns[1] - 0.5, color="#d0d7de", lw=0.5)
    axes.vlines(np.arange(*columns) - 0.5, rows[0] - 0.5, rows[1] - 0.5, color="#d0d7de", lw=0.5)
    for spine in axes.spines.values():
        spine.set(visible=True, color="#8c959f", linewidth=0.8)


def cgan() -> Figure:
    """T1 -> G -> fake T2, then the pair to D; the real pair to the same D."""
    figure = Figure(figsize=(7.6, 3.9))
    canvas = figure.add_axes((0, 0, 1, 1))
    canvas.set(xlim=(0, 100), ylim=(0, 51))
    canvas.axis("off")
    t1, t2 = phantom(UNSEEN, SIZE)
    fake = np.load(STORE)["healthy_slices"][-1]
    pictures = {(3, 28): (t1, "T1:  x"), (38, 28): (fake, "generated T2:  G(x)"), (38, 3): (t2, "real T2:  y")}
    for (left, bottom), (image, title) in pictures.items():
        picture = figure.add_axes((left / 100, bottom / 51, 0.16, 16 / 51))
        show(picture, image)
        picture.text(0.5, 0.03, title, transform=picture.transAxes, color="white", fontsize=7.5, ha="center")
    _box(canvas, 24, 31, "G", GREEN)
    _box(canvas, 66, 31, "D", BLUE)
    _box(canvas, 66, 6, "D", BLUE)
    canvas.text(71, 24.5, "one and the same D", ha="center", va="center", fontsize=8, color=BLUE)
    canvas.plot([71, 71], [26.3, 30.4], color=BLUE, lw=0.8, ls=":")
    canvas.plot([71, 71], [16.6, 22.7], color=BLUE, lw=0.8, ls=":")
    for start, end in (((19.5, 36), (23.3, 36)), ((34.6, 36), (38.2, 36)), ((54, 36), (65.3, 36)),
                       ((54, 11), (65.3, 11)), ((76.6, 36), (82, 36)), ((76.6, 11), (82, 11))):
        _arrow(canvas, start, end, INK)
    # x goes to both D: the condition.
    canvas.plot([11, 11, 60], [27.5, 22, 22], color=INK, lw=1.3)
    _arrow(canvas, (60, 22), (65.3, 32.2), INK)
    _arrow(canvas, (60, 22), (65.3, 14.2), INK)
    canvas.text(12, 23.2, "x is the condition: both networks see it", fontsize=8, color=INK)
    canvas.text(83, 36, "for D: 0 (fake)\nfor G: 1", fontsize=9, color=INK, va="center")
    canvas.text(83, 11, "for D: 1 (real)", fontsize=9, color=INK, va="center")
    _arrow(canvas, (71, 41.8), (29, 41.8), ORANGE, "arc3,rad=0.2", dashed=True)
    canvas.text(50, 48.2, "adversarial gradient, through D to G", fontsize=8, color=ORANGE, ha="center", va="center")
    _arrow(canvas, (46, 19.4), (46, 27.6), ORANGE, dashed=True, both=True)
    canvas.text(47.2, 24.9, "λ · L1", fontsize=8.5, color=ORANGE, va="center")
    return figure


def _box(canvas, left, bottom, name, colour):
    canvas.add_patch(FancyBboxPatch((left, bottom), 10, 10, boxstyle="round,pad=0.3", fc="#f6f8fa", ec=colour, lw=1.8))
    canvas.text(left + 5, bottom + 5, name, ha="center", va="center", fontsize=16, color=colour, fontweight="bold")


def _arrow(canvas, start, end, colour, bend="arc3", dashed=False, both=False):
    canvas.add_patch(FancyArrowPatch(start, end, arrowstyle="<|-|>" if both else "-|>", mutation_scale=11, lw=1.3,
                                     color=colour, connectionstyle=bend, ls=(0, (4, 2)) if dashed else "-"))
